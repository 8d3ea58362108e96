using AttX.Ground;

namespace AttX.Training;

/// <summary>
/// Hides sensors from the windows of one epoch: each with the same probability, independently; where that would hide all of a window, one of
/// them, drawn uniformly, stays. Seed and epoch decide everything.
/// </summary>
internal sealed class SensorDropout
{
    private readonly Rng _rng;
    private readonly double _probability;

    /// <summary>Begins an epoch.</summary>
    /// <param name="probability">Probability of hiding a sensor, below 1.</param>
    /// <param name="seed">The training's seed.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    public SensorDropout(double probability, ulong seed, int epoch) =>
        (_probability, _rng) = (probability, new Rng(Rng.Derive(seed, $"sensors of epoch {epoch}")));

    /// <summary>Draws which sensors the epoch's next window has.</summary>
    public void Draw(Span<bool> present)
    {
        for (int i = 0; i < present.Length; i++)
            present[i] = _rng.NextDouble() >= _probability;
        if (!present.Contains(true))
            present[_rng.NextInt(present.Length)] = true;
    }
}
