using AttX.Ground;

namespace AttX.Training;

/// <summary>
/// Changes the windows of one epoch at random, each modality of each window independently. Each kind has random numbers of its own, which
/// seed, epoch and its name decide; only arithmetic that rounds alike everywhere is used.
/// </summary>
internal sealed class Augmentation
{
    // Of a window's length, by which the middle is shifted in time: the speed differs from 1 by up to four times as much.
    private const double Shift = 0.05;

    // Factors are uniform within 1 ± this.
    private const double Gain = 0.2;

    private const double NoiseDeviation = 0.05;

    // Of a window's length.
    private const double LongestCut = 0.2;

    private readonly (AugmentationKind Kind, Rng Rng)[] _changes;
    private readonly Rng[] _current;
    private readonly ulong[] _shared;
    private readonly float[] _copy;

    /// <summary>Begins an epoch.</summary>
    /// <param name="kinds">The changes to make.</param>
    /// <param name="seed">The training's seed.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="longest">Values of the longest window, all axes together.</param>
    public Augmentation(IReadOnlyList<AugmentationKind> kinds, ulong seed, int epoch, int longest)
    {
        _changes = [.. kinds.Order().Select(kind => (kind, new Rng(Rng.Derive(seed, $"augmentation {kind} of epoch {epoch}"))))];
        (_current, _shared) = ([.. _changes.Select(change => change.Rng)], new ulong[_changes.Length]);
        _copy = new float[longest];
    }

    /// <summary>Begins the epoch's next window. The windows of a session that are learned from together change alike, apart from the noise.</summary>
    /// <param name="isAlone">Whether it is learned from alone.</param>
    /// <param name="isFirst">Whether it is the first of those that change alike.</param>
    public void BeginWindow(bool isAlone, bool isFirst)
    {
        for (int i = 0; i < _changes.Length; i++)
        {
            (AugmentationKind kind, Rng rng) = _changes[i];
            if (!isAlone && isFirst)
                _shared[i] = rng.NextUInt64();
            _current[i] = isAlone || kind == AugmentationKind.Noise ? rng : new Rng(_shared[i]);
        }
    }

    /// <summary>Changes one modality of the epoch's next window.</summary>
    /// <param name="window">Time steps × axes.</param>
    /// <param name="axes">Axes of the modality, which change alike, apart from the noise.</param>
    public void Apply(Span<float> window, int axes)
    {
        for (int i = 0; i < _changes.Length; i++)
        {
            Rng rng = _current[i];
            switch (_changes[i].Kind)
            {
                case AugmentationKind.TimeWarp:
                    Warp(window, axes, Shift * Signed(rng));
                    break;
                case AugmentationKind.Scale:
                    double factor = 1 + (Gain * Signed(rng));
                    Multiply(window, axes, factor, factor);
                    break;
                case AugmentationKind.GainDrift:
                    Multiply(window, axes, 1 + (Gain * Signed(rng)), 1 + (Gain * Signed(rng)));
                    break;
                case AugmentationKind.Noise:
                    AddNoise(window, rng, NoiseDeviation);
                    break;
                default:
                    Cut(window, axes, rng);
                    break;
            }
        }
    }

    /// <summary>x(u) becomes x(u + 4·shift·u·(1 − u)), linearly interpolated; u from 0 to 1.</summary>
    private void Warp(Span<float> window, int axes, double shift)
    {
        Span<float> source = _copy.AsSpan(0, window.Length);
        window.CopyTo(source);
        int last = (window.Length / axes) - 1;
        for (int t = 1; t < last; t++)
        {
            double position = t + (4 * shift * t * (last - t) / last);
            int before = Math.Min((int)position, last - 1);
            float share = (float)(position - before);
            for (int axis = 0; axis < axes; axis++)
            {
                float left = source[(before * axes) + axis], right = source[((before + 1) * axes) + axis];
                window[(t * axes) + axis] = left + (share * (right - left));
            }
        }
    }

    private static void Multiply(Span<float> window, int axes, double first, double last)
    {
        double slope = (last - first) / Math.Max((window.Length / axes) - 1, 1);
        for (int t = 0; t < window.Length / axes; t++)
        {
            float factor = (float)(first + (slope * t));
            for (int axis = 0; axis < axes; axis++)
                window[(t * axes) + axis] *= factor;
        }
    }

    /// <summary>Adds sums of four uniform numbers, whose distribution is near a Gaussian's: 16 random bits each, of variance 1/12.</summary>
    internal static void AddNoise(Span<float> window, Rng rng, double deviation)
    {
        double unit = deviation * Math.Sqrt(3) / (1 << 16);
        foreach (ref float value in window)
        {
            ulong bits = rng.NextUInt64();
            int sum = (int)((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48));
            value += (float)((sum - (2 * 0xFFFF)) * unit);
        }
    }

    private static void Cut(Span<float> window, int axes, Rng rng)
    {
        int length = window.Length / axes, cut = (int)(LongestCut * length * rng.NextDouble());
        window.Slice(rng.NextInt(length - cut + 1) * axes, cut * axes).Clear();
    }

    private static double Signed(Rng rng) => (2 * rng.NextDouble()) - 1;
}
