using AttX.Ground;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Signals.Modalities;

namespace AttX.Streaming.Tests;

/// <summary>A small wrist model, a recording for it, and ways to push it.</summary>
internal static class Session
{
    public const int Bvp = 64, Eda = 4, Seconds = 60;

    public static readonly ChannelRate[] Channels = [new(Modality.Bvp, Bvp), new(Modality.Eda, Eda)];

    /// <summary>The statistics are given: estimates from the first window on.</summary>
    public static readonly SessionOptions Known = new() { Statistics = [new(1, 0, 30), new(1, 4, 0.5)] };

    public static readonly ExperimentOptions Options = ExperimentOptions.For(Device.Wrist) with { Widths = [8, 8, 8] };

    /// <summary>Its weights are random: its decisions mean nothing, and depend on every sample.</summary>
    public static StreamingModel Model(ExperimentOptions? options = null)
    {
        options ??= Options;
        return new StreamingModel(new Ensemble([.. options.Networks.Select((network, i) => new TrainedModel(
            new AttXNet(options.Network(network), seed: 5 + (ulong)i), new ModelMetadata { Options = options, Branches = network }))]));
    }

    public static double[] Pulse(int seconds = Seconds) => [.. Noisy(1).Take(seconds * Bvp)
        .Select((noise, i) => 40 * Math.Sin(2 * Math.PI * 1.2 * i / Bvp) + 12 * Math.Sin(2 * Math.PI * 0.21 * i / Bvp) + 5 * noise)];

    public static double[] Skin(int seconds = Seconds) => [.. Noisy(2).Take(seconds * Eda).Select((noise, i) => 4 + Math.Sin(i / 30.0) + 0.1 * noise)];

    /// <summary>Pushes both channels side by side in chunks of these sizes, over and over.</summary>
    public static void Push(StressEstimator session, double[] pulse, double[] skin, params int[] chunks)
    {
        (int b, int e) = (0, 0);
        for (int turn = 0; b < pulse.Length || e < skin.Length; turn++)
        {
            int chunk = chunks[turn % chunks.Length];
            b = PushSome(session, Modality.Bvp, Bvp, pulse, b, b / (double)Bvp <= e / (double)Eda || e >= skin.Length ? chunk : 0);
            e = PushSome(session, Modality.Eda, Eda, skin, e, e / (double)Eda <= b / (double)Bvp || b >= pulse.Length ? chunk : 0);
        }
    }

    public static List<Estimate> Estimates(StreamingModel model, double[] pulse, double[] skin, SessionOptions? options, params int[] chunks)
    {
        var estimates = new List<Estimate>();
        Push(new StressEstimator(model, Channels, estimates.Add, options), pulse, skin, chunks);
        return estimates;
    }

    /// <summary>Everything but the latency.</summary>
    public static string Text(IEnumerable<Estimate> estimates) => string.Join('\n', estimates.Select(e =>
        $"{e.StartSeconds:R} {e.EndSeconds:R} {e.Class} {e.Probability:G9} {e.IsCalibrating} {e.Quality} {string.Join(' ', e.Attention.Select(a => $"{a.Modality} {a.Share:G9}"))}"));

    private static int PushSome(StressEstimator session, Modality modality, int rate, double[] samples, int from, int count)
    {
        int to = Math.Min(samples.Length, from + count);
        if (to > from)
            session.Push(modality, from / (double)rate, samples.AsSpan(from..to));
        return Math.Max(from, to);
    }

    private static IEnumerable<double> Noisy(ulong seed)
    {
        for (Rng rng = new(seed); ;)
            yield return 2 * rng.NextDouble() - 1;
    }
}
