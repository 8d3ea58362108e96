using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using AttX.Evaluation;
using AttX.Signals;
using AttX.Signals.Datasets;
using AttX.Signals.Preprocessing;

namespace AttX.Experiments;

/// <summary>What an experiment leaves.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="ResultPath">Its result.json.</param>
/// <param name="Folds">One a subject.</param>
/// <param name="Summary">Over all folds.</param>
public sealed record ExperimentResult(string Folder, string ResultPath, IReadOnlyList<FoldScores> Folds, ScoreSummary Summary);

/// <summary>A leave-one-subject-out run: recordings in, a run's folder out.</summary>
/// <param name="source">The recordings.</param>
/// <param name="options">What decides the outcome.</param>
public sealed class Experiment(IRecordingSource source, ExperimentOptions options)
{
    /// <summary>Threads at work. Each fold is trained on one of them: the outcome does not depend on their number.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Where preprocessed windows are kept; null: nowhere.</summary>
    public WindowCache? Cache { get; init; }

    /// <summary>Runs all folds, or those that the folder lacks.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="resume">Whether the folder may hold a run already.</param>
    /// <param name="observer">Is told of progress.</param>
    /// <param name="cancellation">Stops the run, which can then be resumed.</param>
    /// <exception cref="OptionsException">The options are wrong, or the folder holds another run.</exception>
    /// <exception cref="InvalidDataException">The data are not fit for this.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public ExperimentResult Run(string folder, bool resume, IExperimentObserver observer, CancellationToken cancellation)
    {
        if (OptionRules.Problems(options) is { Count: > 0 } problems)
            throw new OptionsException(problems);
        IReadOnlyList<Fold> folds = LeaveOneSubjectOut.Folds(Subjects());
        using RunStore store = RunStore.Open(folder, options, resume);
        IReadOnlyDictionary<string, PreparedSubject> prepared = Prepare(folds, observer, cancellation);
        store.Begin(prepared.ToDictionary(p => p.Key, p => p.Value.Fingerprint));

        var runner = new FoldRunner(options, prepared.ToDictionary(p => p.Key, p => p.Value.Windows), observer);
        var scores = new FoldScores[folds.Count];
        InParallel(folds.Count, (i, stop) =>
        {
            scores[i] = runner.Run(folds[i], store.Fold(folds[i].TestSubject), stop);
            observer.FoldCompleted(scores[i]);
        }, cancellation);
        store.Finish(scores);
        return new ExperimentResult(folder, store.ResultPath, scores, ScoreSummary.Of(scores));
    }

    private IReadOnlyList<string> Subjects()
    {
        string[] unknown = [.. options.Subjects.Except(source.Subjects)];
        if (unknown.Length > 0)
            throw new OptionsException([$"--subjects {string.Join(',', unknown)}: not in the data, which have {string.Join(", ", source.Subjects)}."]);
        foreach (string subject in source.Subjects.Where(s => s is "." or ".." || s.AsSpan().ContainsAny(['/', '\\', ',', '\n', '\r'])))
            throw new InvalidDataException($"\"{subject}\" cannot name a subject: it would not do as the name of a folder.");
        return options.Subjects.Count == 0 ? source.Subjects : [.. source.Subjects.Where(options.Subjects.Contains)];
    }

    private IReadOnlyDictionary<string, PreparedSubject> Prepare(IReadOnlyList<Fold> folds, IExperimentObserver observer, CancellationToken cancellation)
    {
        PreprocessingOptions preprocessing = options.Preprocessing();
        var preprocessor = new Preprocessor(preprocessing);
        var sets = new PreparedSubject[folds.Count];
        int prepared = 0;
        InParallel(folds.Count, (i, _) =>
        {
            sets[i] = Windows(folds[i].TestSubject, preprocessing, preprocessor, observer.Note);
            lock (sets)
                observer.SubjectPrepared(folds[i].TestSubject, ++prepared, folds.Count);
        }, cancellation);
        RequireClasses([.. sets.Select(set => set.Windows)]);
        return sets.ToDictionary(set => set.Windows.Subject);
    }

    private PreparedSubject Windows(string subject, PreprocessingOptions preprocessing, Preprocessor preprocessor, Action<string> note)
    {
        string key = WindowCache.Key(subject, source.Stamp(subject), preprocessing);
        if (Cache?.Find(key, preprocessing, note) is { } kept)
            return kept;
        Recording recording = source.Read(subject, options.Device, options.Modalities);
        PreparedSubject made = new(preprocessor.Process(recording, note), RecordingFingerprint.Of(recording));
        Cache?.Keep(key, made, note);
        return made;
    }

    /// <summary>A subject without stress cannot be tested on, and a class must occur outside each test subject to be learnt.</summary>
    private void RequireClasses(IReadOnlyList<WindowSet> sets)
    {
        ClassScheme classes = ClassScheme.Of(options.Classes);
        string[] calm = [.. sets.Where(set => set.Windows.All(w => w.State != AffectiveState.Stress)).Select(set => set.Subject)];
        if (calm.Length > 0)
            throw new InvalidDataException($"No window of {string.Join(", ", calm)} is labelled stress: leave such subjects out with --subjects.");
        for (int c = 0; c < classes.Count; c++)
            if (sets.Count(set => set.Windows.Any(w => classes.IndexOf(w.State) == c)) < 2)
                throw new InvalidDataException(
                    $"Fewer than 2 subjects have windows of class {classes.Names[c]}: it cannot be learnt when one is left out.");
    }

    /// <summary>Runs the bodies on the workers. The first to fail stops the others, and its error is the one that surfaces.</summary>
    private void InParallel(int count, Action<int, CancellationToken> body, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var indices = Partitioner.Create(Enumerable.Range(0, count), EnumerablePartitionerOptions.NoBuffering);
        try
        {
            Parallel.ForEach(indices, new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = stop.Token }, i =>
            {
                bool done = false;
                try
                {
                    body(i, stop.Token);
                    done = true;
                }
                finally
                {
                    if (!done)
                        stop.Cancel();
                }
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions.FirstOrDefault(inner => inner is not OperationCanceledException) ?? e.InnerExceptions[0]);
        }
    }
}
