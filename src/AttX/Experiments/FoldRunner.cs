using System.Diagnostics;
using AttX.Evaluation;
using AttX.Models;
using AttX.Nn;
using AttX.Signals;
using AttX.Signals.Preprocessing;
using AttX.Training;

namespace AttX.Experiments;

/// <summary>Trains and tests one fold, on the calling thread, from where an earlier process left it.</summary>
internal sealed class FoldRunner(ExperimentOptions options, IReadOnlyDictionary<string, WindowSet> windows, IExperimentObserver observer)
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(2);

    private readonly ClassScheme _classes = ClassScheme.Of(options.Classes);

    /// <summary>The fold's scores, trained now or read from the run.</summary>
    public FoldScores Run(Fold fold, FoldFolder folder, CancellationToken cancellation)
    {
        Predictions predictions = Completed(fold, folder) ?? Train(fold, folder, cancellation);
        return new FoldScores(fold.TestSubject, predictions.Confusion());
    }

    private Predictions? Completed(Fold fold, FoldFolder folder)
    {
        try
        {
            if (folder.Load() is not { } result)
                return null;
            if (!IsOf(windows[fold.TestSubject], result))
                throw new InvalidDataException($"{fold.TestSubject}: predictions.csv or history.json is not of these windows and options.");
            observer.FoldAdvanced(fold.TestSubject, 1, resumed: true);
            return result.Predictions;
        }
        catch (InvalidDataException e)
        {
            observer.Note($"{e.Message} Fold {fold.TestSubject} is computed again.");
            return null;
        }
    }

    private bool IsOf(WindowSet test, FoldResult result) =>
        result.Predictions.Subject == test.Subject
        && result.Predictions.Classes == options.Classes
        && result.Predictions.Items.Select(p => (p.StartSeconds, p.Label))
            .SequenceEqual(test.Windows.Select(w => (StartSeconds(w), _classes.IndexOf(w.State))))
        && result.Histories.Keys.Order().SequenceEqual(options.Networks.Select(FileName).Order())
        && result.Histories.Values.All(epochs => epochs.Count == options.Epochs);

    private Predictions Train(Fold fold, FoldFolder folder, CancellationToken cancellation)
    {
        IReadOnlyList<WindowSet> training = [.. fold.TrainingSubjects.Select(s => windows[s])];
        WindowSet test = windows[fold.TestSubject];
        IReadOnlyList<ChannelStatistics>? statistics = null;
        if (options.Normalisation == Normalisation.Train)
        {
            statistics = Standardizer.Pool(training);
            training = [.. training.Select(set => set.Standardise(statistics))];
            test = test.Standardise(statistics);
        }

        var networks = new List<TrainedNetwork>();
        var probabilities = new List<float[]>();
        var accuracies = new List<double>();
        foreach (StreamSelection streams in options.Networks)
        {
            int[] inputs = [.. Enumerable.Range(0, options.Modalities.Count)
                .Where(i => options.Decision == null || Feeds(options.Modalities[i], streams))];
            var seen = new LabelledWindows([.. training.Select(set => Select(set, inputs))], _classes);
            (AttXNet net, IReadOnlyList<EpochSummary> history) = TrainNetwork(fold.TestSubject, streams, seen, folder, cancellation);
            IReadOnlyList<ChannelStatistics>? scale = statistics == null ? null : [.. inputs.Select(i => statistics[i])];
            networks.Add(new TrainedNetwork(FileName(streams),
                stream => net.Save(stream, ModelMetadata.Of(options, streams, [.. inputs.Select(i => options.Modalities[i])], scale)), history));
            probabilities.Add(Predictor.Probabilities(net, new LabelledWindows([Select(test, inputs)], _classes)));
            if (options.Decision == DecisionRule.Weighted)
                accuracies.Add(Accuracy(Predictor.Probabilities(net, seen), seen.Labels));
        }

        var predictions = new Predictions(
            fold.TestSubject, options.Classes, [.. test.Windows.Select((w, i) => Predict(w, i, probabilities, accuracies))]);
        folder.Save(predictions, networks);
        return predictions;
    }

    private (AttXNet Net, IReadOnlyList<EpochSummary> History) TrainNetwork(
        string subject, StreamSelection streams, LabelledWindows data, FoldFolder folder, CancellationToken cancellation)
    {
        (AttXNet net, Trainer trainer) = Resume(subject, streams, data, folder);
        double before = options.Networks.Index().First(n => n.Item == streams).Index, resumed = trainer.History.Count;
        Report(trainer.History.Count, resumed: resumed > 0);
        var progress = new Progress(
            (epoch, share) => Report(epoch - 1 + share, resumed: false), summary => observer.EpochCompleted(subject, summary));
        long saved = Stopwatch.GetTimestamp();
        while (trainer.History.Count < options.Epochs)
        {
            cancellation.ThrowIfCancellationRequested();
            trainer.RunEpoch(progress, cancellation);
            bool last = trainer.History.Count == options.Epochs;
            if (cancellation.IsCancellationRequested || (last && options.Decision != null) || Stopwatch.GetElapsedTime(saved) >= CheckpointInterval)
            {
                folder.SaveCheckpoint(FileName(streams), trainer);
                saved = Stopwatch.GetTimestamp();
            }
        }

        return (net, trainer.History);

        void Report(double epochs, bool resumed) =>
            observer.FoldAdvanced(subject, (before + epochs / options.Epochs) / options.Networks.Count, resumed);
    }

    private (AttXNet Net, Trainer Trainer) Resume(string subject, StreamSelection streams, LabelledWindows data, FoldFolder folder)
    {
        (AttXNet Net, Trainer Trainer) fresh = Fresh(subject, streams, data);
        try
        {
            folder.LoadCheckpoint(FileName(streams), fresh.Trainer);
            return fresh;
        }
        catch (InvalidDataException e)
        {
            observer.Note($"{e.Message} Fold {subject} starts anew.");
            return Fresh(subject, streams, data);
        }
    }

    private (AttXNet Net, Trainer Trainer) Fresh(string subject, StreamSelection streams, LabelledWindows data)
    {
        ulong seed = Rng.Derive(Rng.Derive(options.Seed, "fold " + subject), "network " + streams);
        var net = new AttXNet(options.Network(streams), Rng.Derive(seed, "weights"));
        return (net, new Trainer(net, options.Training(), data, Rng.Derive(seed, "training")));
    }

    private Prediction Predict(Window window, int index, List<float[]> networks, List<double> accuracies)
    {
        float[][] each = [.. networks.Select(p => p[(index * options.Classes)..((index + 1) * options.Classes)])];
        (int predicted, float[] probabilities) = options.Decision is { } rule
            ? DecisionFusion.Combine(rule, each, accuracies)
            : (Predictor.ArgMax(each[0]), each[0]);
        return new Prediction(StartSeconds(window), _classes.IndexOf(window.State), predicted, probabilities);
    }

    private double StartSeconds(Window window) => (double)window.StartSample / options.SamplingRateHz;

    private double Accuracy(float[] probabilities, IReadOnlyList<int> labels) => (double)labels
        .Where((label, i) => Predictor.ArgMax(probabilities.AsSpan(i * options.Classes, options.Classes)) == label).Count() / labels.Count;

    private string FileName(StreamSelection streams) =>
        options.Decision == null ? "model.safetensors" : $"model.{streams.ToString().ToLowerInvariant()}.safetensors";

    private static bool Feeds(Modality modality, StreamSelection streams) => (modality == Modality.Eda) == (streams == StreamSelection.Eda);

    /// <summary>The same windows with some of their modalities.</summary>
    private static WindowSet Select(WindowSet set, int[] modalities) => modalities.Length == set.Modalities.Count ? set : new WindowSet
    {
        Subject = set.Subject,
        Spec = set.Spec,
        Modalities = [.. modalities.Select(i => set.Modalities[i])],
        Windows = set.Windows,
        Signals = [.. modalities.Select(i => set.Signals[i])],
        Statistics = [.. modalities.Select(i => set.Statistics[i])],
    };

    private sealed class Progress(Action<int, double> advanced, Action<EpochSummary> completed) : ITrainingObserver
    {
        public void StepCompleted(int epoch, int completedSteps, int totalSteps) => advanced(epoch, (double)completedSteps / totalSteps);

        public void EpochCompleted(EpochSummary summary) => completed(summary);
    }
}
