using AttX.Ground;

namespace AttX.Training;

/// <summary>Changes of a window that a network learns to recognise (Sarkar and Etemad 2020); docs/pretraining.md lists their strengths.</summary>
public enum Transformation
{
    /// <summary>The window as it is.</summary>
    None,

    /// <summary>Noise is added to every sample.</summary>
    Noise,

    /// <summary>The signal is multiplied by a factor.</summary>
    Scale,

    /// <summary>The signal changes its sign.</summary>
    Negate,

    /// <summary>Time runs backward.</summary>
    Reverse,

    /// <summary>Pieces of the window change places.</summary>
    Permute,

    /// <summary>Time runs faster and slower in turn.</summary>
    TimeWarp,
}

/// <summary>Transforms windows. Not thread-safe: it keeps room for a window.</summary>
/// <param name="longest">Values of the longest window, all axes together.</param>
internal sealed class Transformer(int longest)
{
    /// <summary>Number of transformations.</summary>
    public static int Count { get; } = Enum.GetValues<Transformation>().Length;

    private const int Pieces = 8;
    private const double NoiseDeviation = 0.3, SmallestGain = 1.5, LargestGain = 3, SlowSpeed = 0.5;

    private readonly float[] _copy = new float[longest];

    /// <summary>Transforms a window; its axes alike, apart from the noise.</summary>
    /// <param name="kind">The transformation.</param>
    /// <param name="window">Time steps × axes.</param>
    /// <param name="axes">Number of axes.</param>
    /// <param name="rng">Random numbers.</param>
    public void Apply(Transformation kind, Span<float> window, int axes, Rng rng)
    {
        window.CopyTo(_copy);
        int length = window.Length / axes;
        switch (kind)
        {
            case Transformation.Noise:
                Augmentation.AddNoise(window, rng, NoiseDeviation);
                break;
            case Transformation.Scale:
                Multiply(window, (float)(SmallestGain + ((LargestGain - SmallestGain) * rng.NextDouble())));
                break;
            case Transformation.Negate:
                Multiply(window, -1);
                break;
            case Transformation.Reverse:
                for (int t = 0; t < length; t++)
                    Copy(window, axes, t, length - 1 - t);
                break;
            case Transformation.Permute:
                Permute(window, axes, length, rng);
                break;
            case Transformation.TimeWarp:
                Warp(window, axes, length, rng.NextInt(2) == 0);
                break;
        }
    }

    private static void Multiply(Span<float> window, float factor)
    {
        foreach (ref float value in window)
            value *= factor;
    }

    private void Permute(Span<float> window, int axes, int length, Rng rng)
    {
        int[] order = [.. Enumerable.Range(0, Pieces)];
        rng.Shuffle(order);
        int to = 0;
        foreach (int piece in order)
            for (int t = piece * length / Pieces; t < (piece + 1) * length / Pieces; t++)
                Copy(window, axes, to++, t);
    }

    /// <summary>Speeds alternate between <see cref="SlowSpeed"/> and 2 − <see cref="SlowSpeed"/>, linearly interpolated: the length stays.</summary>
    private void Warp(Span<float> window, int axes, int length, bool slowFirst)
    {
        double position = 0;
        for (int t = 0; t < length; t++)
        {
            int before = Math.Min((int)position, length - 1), after = Math.Min(before + 1, length - 1);
            float share = (float)(position - before);
            for (int axis = 0; axis < axes; axis++)
            {
                float left = _copy[(before * axes) + axis], right = _copy[(after * axes) + axis];
                window[(t * axes) + axis] = left + (share * (right - left));
            }

            position = Math.Min(position + ((t * Pieces / length % 2 == 0) == slowFirst ? SlowSpeed : 2 - SlowSpeed), length - 1);
        }
    }

    private void Copy(Span<float> window, int axes, int to, int from) =>
        _copy.AsSpan(from * axes, axes).CopyTo(window.Slice(to * axes, axes));
}
