using System.Buffers.Binary;

namespace AttX.Signals.Preprocessing;

/// <summary>Two recordings of which one is probably a changed copy of the other.</summary>
/// <param name="First">Name of the first.</param>
/// <param name="Second">Name of the second.</param>
/// <param name="Share">Share of their moments that look the same, from 0 to 1.</param>
public sealed record NearCopy(string First, string Second, double Share);

/// <summary>
/// A compact sketch of a recording's signals, by which a copy is found that was changed a little: cut, scaled, shifted by a sample or with other labels. Every
/// stretch of 16 s, at eight offsets a second, is described by how each second's mean (and, from 16 Hz on, the logarithm of its deviation) differs from the
/// second before, in steps of the typical difference from −2 to 2; stretches of fewer than half such steps are left out, as calm signals of two people look alike.
/// Of the descriptions' hashes the smallest are kept (bottom-k sampling, Broder 1997), so that the same moments are kept wherever a copy begins.
/// </summary>
public sealed class RecordingSketch
{
    /// <summary>Smallest share that two people's recordings never have (docs/data.md#copies-of-recordings).</summary>
    public const double CopyShare = 0.1;

    private const int Stretch = 16, Offsets = 8, Kept = 128, LeastCommon = 8, Bits = 3, FastRate = 16;
    private const double Step = 1.25, Floor = 1e-12;

    private readonly uint[] _hashes; // in ascending order

    private RecordingSketch(uint[] hashes) => _hashes = hashes;

    /// <summary>Largest hash that would have been kept.</summary>
    private uint Bound => _hashes.Length < Kept ? uint.MaxValue : _hashes[^1];

    /// <summary>Sketches a recording; labels do not matter.</summary>
    public static RecordingSketch Of(Recording recording)
    {
        var hashes = new HashSet<uint>();
        foreach (Channel channel in recording.Channels)
        {
            double[] sums = channel.Axes.Count == 1 ? channel.Axes[0] : [.. Enumerable.Range(0, channel.Length).Select(i => channel.Axes.Sum(axis => axis[i]))];
            foreach (int offset in Enumerable.Range(0, Offsets).Select(o => channel.SamplingRateHz * o / Offsets).Distinct())
                Add(hashes, channel, sums, offset);
        }

        uint[] all = [.. hashes];
        Array.Sort(all);
        return new RecordingSketch(all.Length <= Kept ? all : all[..Kept]);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null where there is none, or something else.</summary>
    public static RecordingSketch? Parse(string? text)
    {
        byte[] bytes = new byte[Kept * sizeof(uint)];
        if (text == null || !Convert.TryFromBase64String(text, bytes, out int length) || length % sizeof(uint) != 0)
            return null;
        uint[] hashes = [.. Enumerable.Range(0, length / sizeof(uint)).Select(i => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint))))];
        return hashes.Zip(hashes.Skip(1)).All(pair => pair.First < pair.Second) ? new RecordingSketch(hashes) : null;
    }

    /// <summary>Returns the sketch as text, of at most 684 characters.</summary>
    public override string ToString()
    {
        byte[] bytes = new byte[_hashes.Length * sizeof(uint)];
        for (int i = 0; i < _hashes.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), _hashes[i]);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Estimates the share of the shorter recording's moments that the other has, too; null where moments are too few to tell.</summary>
    public double? ShareWith(RecordingSketch other)
    {
        uint bound = Math.Min(Bound, other.Bound);
        int mine = _hashes.Count(h => h <= bound), theirs = other._hashes.Count(h => h <= bound), common = 0;
        for (int i = 0, j = 0; i < mine && j < theirs;)
        {
            common += _hashes[i] == other._hashes[j] ? 1 : 0;
            (i, j) = _hashes[i] <= other._hashes[j] ? (i + 1, _hashes[i] == other._hashes[j] ? j + 1 : j) : (i, j + 1);
        }

        int least = Math.Min(mine, theirs);
        return common >= LeastCommon ? (double)common / least : least >= LeastCommon / CopyShare ? 0 : null;
    }

    /// <summary>Finds pairs of which one is probably a changed copy of the other.</summary>
    /// <param name="recordings">Names and sketches; those without one are passed over.</param>
    public static IEnumerable<NearCopy> NearCopies(IEnumerable<(string Name, string? Sketch)> recordings)
    {
        (string Name, RecordingSketch Sketch)[] known = [.. recordings.Select(r => (r.Name, Sketch: Parse(r.Sketch)!)).Where(r => r.Sketch != null)];
        for (int first = 0; first < known.Length; first++)
            for (int second = first + 1; second < known.Length; second++)
                if (known[first].Sketch.ShareWith(known[second].Sketch) is >= CopyShare and var share)
                    yield return new NearCopy(known[first].Name, known[second].Name, share);
    }

    /// <summary>Adds the stretches of a channel, whose axes are summed, from one offset on.</summary>
    private static void Add(HashSet<uint> hashes, Channel channel, double[] sums, int offset)
    {
        int rate = channel.SamplingRateHz, seconds = Math.Max(0, (channel.Length - offset) / rate);
        double[] means = new double[seconds], spreads = new double[seconds];
        for (int s = 0; s < seconds; s++)
            (means[s], spreads[s]) = Second(sums.AsSpan(offset + (s * rate), rate));
        int[] levels = Steps(means), deviations = rate < FastRate ? [] : Steps(spreads);
        ulong tag = channel.Modality.ToString().Aggregate(14695981039346656037UL, (h, c) => (h ^ c) * 1099511628211UL);
        ulong mask = (1UL << (Bits * Stretch)) - 1, level = 0, deviation = 0;
        int known = 0;
        for (int s = 0; s < levels.Length; s++)
        {
            bool isKnown = levels[s] >= 0 && (deviations.Length == 0 || deviations[s] >= 0);
            known = isKnown ? known + 1 : 0;
            level = ((level << Bits) | (uint)(levels[s] & 7)) & mask;
            deviation = deviations.Length == 0 ? 0 : ((deviation << Bits) | (uint)(deviations[s] & 7)) & mask;
            int codes = deviations.Length == 0 ? 1 : 2;
            if (known >= Stretch && Moving(level) + (codes == 2 ? Moving(deviation) : 0) >= codes * Stretch / 2)
                hashes.Add((uint)(Mixed(Mixed(level ^ tag) ^ deviation) >> 32));
        }
    }

    /// <summary>Returns mean and logarithm of the deviation of a second.</summary>
    private static (double Mean, double Spread) Second(ReadOnlySpan<double> samples)
    {
        (double sum, double squares) = (0, 0);
        foreach (double x in samples)
            sum += x;
        double mean = sum / samples.Length;
        foreach (double x in samples)
            squares += (x - mean) * (x - mean);
        return (mean, Math.Log(Math.Sqrt(squares / samples.Length) + Floor));
    }

    /// <summary>Returns each difference to the value before in steps of the typical one, from 0 (−2) to 4 (2); −1 where it is unknown.</summary>
    private static int[] Steps(double[] values)
    {
        double[] differences = [.. values.Zip(values.Skip(1), (before, after) => after - before)];
        double typical = Step * differences.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Average();
        return [.. differences.Select(d => !double.IsFinite(d) ? -1 : typical > 0 ? 2 + (int)Math.Clamp(Math.Round(d / typical), -2, 2) : 2)];
    }

    /// <summary>Returns the number of differences in a stretch's code that are not 0.</summary>
    private static int Moving(ulong code)
    {
        int moving = 0;
        for (int i = 0; i < Stretch; i++, code >>= Bits)
            moving += (code & 7) == 2 ? 0 : 1;
        return moving;
    }

    /// <summary>Mixes the bits of a number (the finaliser of SplitMix64).</summary>
    private static ulong Mixed(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
