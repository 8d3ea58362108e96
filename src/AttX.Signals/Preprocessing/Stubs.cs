// Stand-in so that src/AttX/Experiments compiles; delete when AttX.Signals.Preprocessing arrives.
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AttX.Signals.Preprocessing;

/// <summary>Which samples the z-score looks at.</summary>
public enum Normalisation
{
    /// <summary>The subject's used samples.</summary>
    Subject,

    /// <summary>The subject's baseline.</summary>
    Baseline,

    /// <summary>The training subjects' used samples.</summary>
    Train,
}

/// <summary>What to do about missing values.</summary>
public enum GapPolicy
{
    /// <summary>Refuse.</summary>
    Error,

    /// <summary>Fill up to 1 s.</summary>
    Interpolate,
}

/// <summary>Options of the chain.</summary>
public sealed record PreprocessingOptions
{
    /// <summary>Device.</summary>
    public Device Device { get; init; }

    /// <summary>Modalities.</summary>
    public IReadOnlyList<Modality> Modalities { get; init; } = [Modality.Ecg, Modality.Eda];

    /// <summary>Windows.</summary>
    public WindowSpec Spec { get; init; } = new(256, 10, 0.5);

    /// <summary>Classes.</summary>
    public ClassScheme Classes { get; init; } = ClassScheme.Binary;

    /// <summary>Normalisation.</summary>
    public Normalisation Normalisation { get; init; }

    /// <summary>Gaps.</summary>
    public GapPolicy Gaps { get; init; }
}

/// <summary>Per-channel summary.</summary>
public sealed record SignalQuality(long Samples, long Missing, double Minimum, double Maximum, double Mean, double StandardDeviation)
{
    /// <summary>Summarises a channel.</summary>
    public static SignalQuality Of(Channel channel)
    {
        double[] x = channel.Samples;
        double mean = x.Average();
        return new SignalQuality(x.Length, x.Count(double.IsNaN), x.Min(), x.Max(), mean, Math.Sqrt(x.Average(v => (v - mean) * (v - mean))));
    }
}

/// <summary>The chain, without its filters.</summary>
public sealed class Preprocessor(PreprocessingOptions options)
{
    /// <summary>Whether a chain exists.</summary>
    public static bool Supports(Modality modality) => modality is Modality.Ecg or Modality.Eda or Modality.Bvp;

    /// <summary>Cuts windows.</summary>
    public WindowSet Run(Recording recording)
    {
        WindowSpec spec = options.Spec;
        double labelRate = recording.Labels.SamplingRateHz;
        var windows = new List<Window>();
        foreach (LabelRun run in recording.Labels.Runs())
        {
            if (!options.Classes.Uses(run.State)) continue;
            int start = (int)Math.Ceiling(run.Start * spec.SamplingRateHz / labelRate);
            for (; start + spec.WindowSamples <= (int)(run.End * spec.SamplingRateHz / labelRate); start += spec.HopSamples)
                windows.Add(new Window(start, run.State));
        }

        var statistics = new List<ChannelStatistics>();
        var signals = new List<float[]>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Channel channel in recording.Channels)
        {
            hash.AppendData(MemoryMarshal.AsBytes<double>(channel.Samples));
            SignalQuality q = SignalQuality.Of(channel);
            statistics.Add(new ChannelStatistics(q.Samples, q.Mean, q.StandardDeviation));
            bool train = options.Normalisation == Normalisation.Train;
            float[] all = new float[windows.Count * spec.WindowSamples];
            for (int w = 0; w < windows.Count; w++)
                for (int i = 0; i < spec.WindowSamples; i++)
                {
                    long at = Math.Min((long)(windows[w].StartSample + i) * channel.SamplingRateHz / spec.SamplingRateHz, channel.Samples.Length - 1);
                    all[w * spec.WindowSamples + i] = (float)(train ? channel.Samples[at] : (channel.Samples[at] - q.Mean) / q.StandardDeviation);
                }

            signals.Add(all);
        }

        hash.AppendData(MemoryMarshal.AsBytes<AffectiveState>(recording.Labels.States));
        return new WindowSet
        {
            Subject = recording.Subject,
            Spec = spec,
            Modalities = options.Modalities,
            Windows = windows,
            Signals = signals,
            Statistics = statistics,
            Fingerprint = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
    }
}

/// <summary>Stand-in for WindowSet.Standardise and pooling.</summary>
public static class Standardising
{
    /// <summary>Applies statistics.</summary>
    public static WindowSet Standardise(this WindowSet set, IReadOnlyList<ChannelStatistics> statistics) => new()
    {
        Subject = set.Subject,
        Spec = set.Spec,
        Modalities = set.Modalities,
        Windows = set.Windows,
        Signals = [.. set.Signals.Select((s, m) => Array.ConvertAll(s, v => (float)((v - statistics[m].Mean) / statistics[m].StandardDeviation)))],
        Statistics = set.Statistics,
        Fingerprint = set.Fingerprint,
    };

    /// <summary>Pools statistics over subjects.</summary>
    public static IReadOnlyList<ChannelStatistics> Pool(IReadOnlyList<WindowSet> sets) => [.. Enumerable.Range(0, sets[0].Modalities.Count).Select(m =>
    {
        long n = sets.Sum(s => s.Statistics[m].Count);
        double mean = sets.Sum(s => s.Statistics[m].Count * s.Statistics[m].Mean) / n;
        double square = sets.Sum(s => s.Statistics[m].Count * (Math.Pow(s.Statistics[m].StandardDeviation, 2) + Math.Pow(s.Statistics[m].Mean, 2))) / n;
        return new ChannelStatistics(n, mean, Math.Sqrt(square - mean * mean));
    })];
}
