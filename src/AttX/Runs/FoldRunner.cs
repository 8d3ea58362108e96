using System.Diagnostics;
using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Signals.Preprocessing;
using AttX.Signals;
using AttX.Training;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>Trains and tests one fold, on the calling thread, from where an earlier process left it.</summary>
internal sealed class FoldRunner(ExperimentOptions options, IReadOnlyDictionary<string, PreparedSubject> subjects, IExperimentObserver observer)
{
    /// <summary>Windows to show of those that the model got wrong.</summary>
    private const int Examples = 3;

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
            if (!IsOf(subjects[fold.TestSubject].Windows, result))
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
            .SequenceEqual(test.Windows.Select((w, i) => (test.StartSeconds(i), _classes.IndexOf(w.State))))
        && result.Histories.Keys.Order().SequenceEqual(options.Networks.Select(FileName).Order())
        && result.Histories.Values.All(epochs => epochs.Count == options.Epochs);

    private Predictions Train(Fold fold, FoldFolder folder, CancellationToken cancellation)
    {
        IReadOnlyList<WindowSet> training = [.. fold.TrainingSubjects.Select(s => subjects[s].Windows)];
        WindowSet test = subjects[fold.TestSubject].Windows;
        IReadOnlyList<ChannelStatistics>? statistics = null;
        if (options.Normalisation == Normalisation.Train)
        {
            statistics = Standardizer.Pool(training);
            training = [.. training.Select(set => set.Standardise(statistics))];
            test = test.Standardise(statistics);
        }

        TrainedNetwork[] networks = [.. options.Networks.Select(network => TrainModel(fold, network, training, statistics, folder, cancellation))];
        (Predictions predictions, AttentionCourse? attention) = new Ensemble([.. networks.Select(n => n.Model)]).Predict(test);
        folder.Save(networks, predictions, attention, QualityVerdicts.Of(test), ExampleWindow.MostWrong(predictions, test, Examples));
        return predictions;
    }

    private TrainedNetwork TrainModel(
        Fold fold, BranchSelection network, IReadOnlyList<WindowSet> training, IReadOnlyList<ChannelStatistics>? statistics,
        FoldFolder folder, CancellationToken cancellation)
    {
        IReadOnlyList<int> inputs = options.Inputs(network);
        LabelledWindows data = TrainingWindows(fold, [.. training.Select(set => set.Select(inputs))]);
        (AttXNet net, IReadOnlyList<EpochSummary> history) = TrainNetwork(fold.TestSubject, network, data, folder, cancellation);
        return new TrainedNetwork(new TrainedModel(net, new ModelMetadata
        {
            Options = options,
            Branches = network,
            Statistics = statistics == null ? null : [.. inputs.Select(i => statistics[i])],
            Training = [.. fold.TrainingSubjects.Select(s => new TrainingSubject(s, subjects[s].Fingerprint))],
            TrainingAccuracy = options.Decision == DecisionRule.Weighted ? Accuracy(net, data) : null,
        }), history);
    }

    private LabelledWindows TrainingWindows(Fold fold, IReadOnlyList<WindowSet> training)
    {
        var data = new LabelledWindows(training, _classes, options.SkipBadWindows);
        for (int c = 0; c < _classes.Count; c++)
            if (!data.Labels.Contains(c))
                throw new InvalidDataException($"Fold {fold.TestSubject}: no training window of class {_classes.Names[c]} is good; attx inspect " +
                    "shows what is wrong with them. Train without --skip-bad-windows.");
        int all = training.Sum(set => set.Count);
        if (options.SkipBadWindows)
            observer.Note($"Fold {fold.TestSubject}: {all - data.Count} of {all} training windows are bad and left out.");
        return data;
    }

    private (AttXNet Net, IReadOnlyList<EpochSummary> History) TrainNetwork(
        string subject, BranchSelection network, LabelledWindows data, FoldFolder folder, CancellationToken cancellation)
    {
        (AttXNet net, Trainer trainer) = Resume(subject, network, data, folder);
        double before = options.Networks.Index().First(n => n.Item == network).Index;
        Report(trainer.History.Count, resumed: trainer.History.Count > 0);
        var progress = new EpochProgress(epochs => Report(epochs, resumed: false), summary => observer.EpochCompleted(subject, summary));
        long saved = Stopwatch.GetTimestamp();
        while (trainer.History.Count < options.Epochs)
        {
            cancellation.ThrowIfCancellationRequested();
            trainer.RunEpoch(progress, cancellation);
            bool last = trainer.History.Count == options.Epochs;
            if (cancellation.IsCancellationRequested || (last && options.Decision != null) || Stopwatch.GetElapsedTime(saved) >= CheckpointInterval)
            {
                folder.SaveCheckpoint(FileName(network), trainer);
                saved = Stopwatch.GetTimestamp();
            }
        }

        return (net, trainer.History);

        void Report(double epochs, bool resumed) =>
            observer.FoldAdvanced(subject, (before + epochs / options.Epochs) / options.Networks.Count, resumed);
    }

    private (AttXNet Net, Trainer Trainer) Resume(string subject, BranchSelection network, LabelledWindows data, FoldFolder folder)
    {
        (AttXNet Net, Trainer Trainer) fresh = Fresh(subject, network, data);
        try
        {
            folder.LoadCheckpoint(FileName(network), fresh.Trainer);
            return fresh;
        }
        catch (InvalidDataException e)
        {
            observer.Note($"{e.Message} Fold {subject} starts anew.");
            return Fresh(subject, network, data);
        }
    }

    private (AttXNet Net, Trainer Trainer) Fresh(string subject, BranchSelection network, LabelledWindows data)
    {
        ulong seed = Rng.Derive(Rng.Derive(options.Seed, "fold " + subject), "network " + network.SeedName);
        var net = new AttXNet(options.Network(network), Rng.Derive(seed, "weights"));
        return (net, new Trainer(net, options.Training(), data, Rng.Derive(seed, "training")));
    }

    private double Accuracy(AttXNet net, LabelledWindows data)
    {
        float[] probabilities = new Predictor(net, data.WindowSamples).Predict(data);
        return (double)data.Labels
            .Where((label, i) => Predictor.ArgMax(probabilities.AsSpan(i * options.Classes, options.Classes)) == label).Count() / data.Count;
    }

    private string FileName(BranchSelection network) => TrainedModel.FileNameOf(options, network);
}
