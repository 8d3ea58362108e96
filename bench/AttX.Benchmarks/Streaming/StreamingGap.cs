using System.Globalization;
using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Streaming;
using AttX.Streaming.Sources;
using AttX.Windows;

namespace AttX.Benchmarks.Streaming;

/// <summary>
/// Trains on all but the last three subjects of a dataset and predicts these offline (zero-phase filter, the subject's own statistics)
/// and streamed, as Markdown: the cost of the causal filter alone, and with a normalisation that is possible on a device.
/// </summary>
internal static class StreamingGap
{
    private const int Held = 3;
    private static readonly int[] Chunks = [1, 7, 1000];

    /// <summary>Usage: streaming-gap DATA [EPOCHS, default 5] [SEED, default 1] [NORMALISE: subject, baseline or train].</summary>
    public static int Run(string[] args)
    {
        IDataset source = DatasetCatalogue.Default.Open(args[0]);
        ExperimentOptions options = ExperimentOptions.For(Device.Wrist) with
        {
            Epochs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5,
            Seed = args.Length > 2 ? ulong.Parse(args[2], CultureInfo.InvariantCulture) : 1,
            Normalisation = args.Length > 3 ? Enum.Parse<Normalisation>(args[3], ignoreCase: true) : Normalisation.Subject,
        };
        string[] known = [.. source.Subjects.SkipLast(Held)], unknown = [.. source.Subjects.TakeLast(Held)];
        Line($"Trained on {string.Join(", ", known)}, tested on {string.Join(", ", unknown)}:");
        Line($"{options.Epochs} epochs, seed {options.Seed}, --normalise {options.Normalisation.ToString().ToLowerInvariant()}.");
        var ensemble = new Ensemble([.. Fit(source, options, known).Files.Select(file => TrainedModel.Load(new MemoryStream(file.ToArray())))]);
        var model = new StreamingModel(ensemble);
        Case[] whole = [.. unknown.Select(s => Case.Of(source, s, ensemble, fromBaseline: false))];
        Same(model, whole[0]);

        Line($"");
        Line($"| streamed with | windows | calibrating | bad | decided alike | mean difference of p | accuracy offline | accuracy streamed |");
        Line($"|---|---|---|---|---|---|---|---|");
        if (options.Normalisation == Normalisation.Train)
        {
            Row("causal filter", model, whole, _ => new SessionOptions());
            return 0;
        }

        if (options.Normalisation == Normalisation.Subject)
            Row("causal filter, the subject's own mean and deviation", model, whole, c => new SessionOptions { Statistics = c.Statistics });
        Calibrated("from the device's start", model, whole);
        Calibrated("from the baseline's start", model, [.. unknown.Select(s => Case.Of(source, s, ensemble, fromBaseline: true))]);
        return 0;
    }

    private static void Calibrated(string from, StreamingModel model, Case[] cases)
    {
        foreach (double seconds in new double[] { 60, 300 })
        {
            var options = new SessionOptions { CalibrationSeconds = seconds };
            Row($"calibrated on {seconds} s {from}, then frozen", model, cases, _ => options with { AdaptationSeconds = 0 });
            Row($"calibrated on {seconds} s {from}, then adapted", model, cases, _ => options with { AdaptationSeconds = 3600 });
        }
    }

    private static IFittedModel Fit(IDataset source, ExperimentOptions options, string[] subjects)
    {
        var preprocessor = new Preprocessor(options.Preprocessing());
        PreparedSubject[] prepared = [.. subjects.Select(subject =>
        {
            Recording recording = source.Read(subject, options.Device, options.Modalities);
            return new PreparedSubject(preprocessor.Process(recording), RecordingFingerprint.Of(recording));
        })];
        return RecipeTable.Default.For(options).Fit(new FitData("Model", prepared), new FitContext { SeedOf = _ => options.Seed });
    }

    /// <summary>Computes the estimates of a subject, streamed in chunks of several sizes.</summary>
    private static void Same(StreamingModel model, Case subject)
    {
        Estimate[][] streamed = [.. Chunks.Select(chunk => Stream(model, subject, new SessionOptions(), chunk))];
        bool same = streamed.All(s => s.Select(Answer).SequenceEqual(streamed[0].Select(Answer)));
        Line($"{subject.Offline.Subject} in chunks of {string.Join(", ", Chunks)} samples: {streamed[0].Length} windows,");
        Line($"{(same ? "the same" : "DIFFERENT")} estimates.");

        static (double, float?, QualityFlags) Answer(Estimate e) => (e.StartSeconds, e.Probability, e.Quality);
    }

    private static void Row(string name, StreamingModel model, Case[] cases, Func<Case, SessionOptions> options)
    {
        int windows = 0, calibrating = 0, bad = 0, alike = 0, offline = 0, online = 0, estimated = 0;
        double difference = 0;
        foreach (Case subject in cases)
        {
            Dictionary<double, Estimate> streamed = Stream(model, subject, options(subject), 64).ToDictionary(e => e.StartSeconds);
            foreach (Prediction expected in subject.Offline.Items)
            {
                windows++;
                Estimate estimate = streamed[expected.StartSeconds];
                calibrating += estimate.IsCalibrating ? 1 : 0;
                bad += !estimate.IsCalibrating && estimate.Quality != QualityFlags.None ? 1 : 0;
                if (estimate.Probability is not { } p)
                    continue;
                estimated++;
                int decided = p > 0.5f ? 1 : 0;
                alike += decided == expected.Predicted ? 1 : 0;
                offline += expected.Predicted == expected.Label ? 1 : 0;
                online += decided == expected.Label ? 1 : 0;
                difference += Math.Abs(p - expected.Probabilities[1]);
            }
        }

        string decisions = $"{Percent(offline)} | {Percent(online)}";
        Line($"| {name} | {windows} | {calibrating} | {bad} | {Percent(alike)} | {difference / estimated:0.000} | {decisions} |");

        string Percent(int count) => FormattableString.Invariant($"{100.0 * count / estimated:0.0} %");
    }

    private static Estimate[] Stream(StreamingModel model, Case subject, SessionOptions options, int chunk)
    {
        var estimates = new List<Estimate>();
        var replay = new ReplaySource(subject.Recording, chunk);
        replay.PushAll(new StressEstimator(model, replay.Channels, estimates.Add, options));
        return [.. estimates];
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>A subject's recording and its offline predictions.</summary>
    private sealed record Case(Recording Recording, Predictions Offline, IReadOnlyList<ChannelStatistics> Statistics)
    {
        public static Case Of(IDataset source, string subject, Ensemble ensemble, bool fromBaseline)
        {
            PreprocessingOptions options = ensemble.Options.Preprocessing();
            Recording recording = source.Read(subject, options.Device, options.Modalities);
            if (fromBaseline)
                recording = From(recording, recording.Labels.Runs().First(r => r.Label == ensemble.Options.Task.Baseline).Start / recording.Labels.SamplingRateHz);
            WindowSet windows = new Preprocessor(options).Process(recording with { Labels = OnGrid(recording.Labels, options.Spec) });
            return new Case(recording, ensemble.Predict(ensemble.Standardise(windows)).Predictions, windows.Statistics);
        }

        /// <summary>Drops the first seconds, as of a session that begins later.</summary>
        private static Recording From(Recording recording, int seconds) => recording with
        {
            Channels = [.. recording.Channels.Select(c => c with { Samples = c.Samples[(seconds * c.SamplingRateHz)..] })],
            Labels = recording.Labels with { Codes = recording.Labels.Codes[(seconds * recording.Labels.SamplingRateHz)..] },
        };

        /// <summary>Aligns the start of each run of labels with a multiple of the hop, as for a session's windows.</summary>
        private static LabelTrack OnGrid(LabelTrack labels, WindowSpec spec)
        {
            byte[] codes = [.. labels.Codes];
            int hop = spec.HopSamples * labels.SamplingRateHz / spec.SamplingRateHz;
            foreach (LabelRun run in labels.Runs())
                codes.AsSpan(run.Start, Math.Min((hop - run.Start % hop) % hop, run.End - run.Start)).Clear(); // 0 is no label
            return labels with { Codes = codes };
        }
    }
}
