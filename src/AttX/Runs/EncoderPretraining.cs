using AttX.Ground;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Signals.Preprocessing;
using AttX.Training;

namespace AttX.Runs;

/// <summary>A recording to pretrain on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Read">Reads it.</param>
public sealed record UnlabelledRecording(string Name, Func<Recording> Read);

/// <summary>Pretrains an encoder on whole recordings; their labels are not used (<c>attx pretrain</c>, docs/pretraining.md).</summary>
/// <param name="recordings">The recordings.</param>
/// <param name="options">The options of preparation, network and training.</param>
public sealed class EncoderPretraining(IReadOnlyList<UnlabelledRecording> recordings, ExperimentOptions options)
{
    private const string Name = "encoder";

    private readonly ulong _seed = Rng.Derive(options.Seed, "pretraining");

    /// <summary>Number of recordings read at once.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Summaries of the epochs, after <see cref="Run"/>.</summary>
    public IReadOnlyList<PretextEpoch> History { get; private set; } = [];

    /// <summary>Number of windows pretrained on, after <see cref="Run"/>.</summary>
    public int Windows { get; private set; }

    /// <summary>Pretrains the encoder. The same recordings and options give the same bits.</summary>
    /// <param name="observer">Receives progress, as of one fold named "encoder".</param>
    /// <param name="cancellation">Cancels it; nothing is kept then.</param>
    /// <exception cref="OptionsException">The options are wrong.</exception>
    /// <exception cref="InvalidDataException">A recording is unsuitable, there are too few windows, or training diverged.</exception>
    public PretrainedEncoder Run(IExperimentObserver observer, CancellationToken cancellation)
    {
        if (Problems() is { Count: > 0 } problems)
            throw new OptionsException(problems);
        var read = new (WindowSet Set, TrainingSubject Subject)[recordings.Count];
        int done = 0;
        AttX.Ground.Workers.ForEach(recordings.Count, Workers, (i, _) =>
        {
            read[i] = Read(recordings[i], observer.Note);
            lock (read)
                observer.SubjectPrepared(recordings[i].Name, ++done, recordings.Count);
        }, cancellation);
        (WindowSet Set, int[] Usable)[] sets = [.. Standardise([.. read.Select(r => r.Set)]).Select(set => (set, Usable(set, observer.Note)))];
        Windows = sets.Sum(s => s.Usable.Length);
        if (Windows < 2)
            throw new InvalidDataException($"Of {sets.Sum(s => s.Set.Count)} windows {Windows} can be learnt from, and pretraining needs at least 2: attx inspect shows what is wrong with them.");
        var net = new AttXNet(options.Network(options.Networks[0]) with { Classes = new PretextTask(options.Branches.Count).Outputs }, Rng.Derive(_seed, "weights"));
        var trainer = new PretextTrainer(net, options.Training(), sets, Rng.Derive(_seed, "training"));
        observer.FoldsBegin([(Name, 1)]);
        for (int epoch = 0; epoch < options.Epochs; epoch++)
            trainer.RunEpoch(share => observer.FoldAdvanced(Name, (epoch + share) / options.Epochs, resumed: false), cancellation);
        History = trainer.History;
        return PretrainedEncoder.Of(net, options with { Subjects = [] }, [.. read.Select(r => r.Subject)]);
    }

    private IReadOnlyList<string> Problems() =>
    [
        .. OptionRules.Problems(options),
        .. options.Decision == null ? Array.Empty<string>() : ["--fusion decision makes a network of each modality: pretrain one network of all, or each alone with --modalities."],
        .. options.Learner == null ? Array.Empty<string>() : [$"--learner {options.Learner} has no network to pretrain: leave it out."],
        .. options.Init == null ? Array.Empty<string>() : ["--init starts networks of labelled windows; an encoder starts from random weights: leave it out."],
        .. options.Select == null ? Array.Empty<string>() : ["--select needs labels, which pretraining does not use: leave it out."],
        .. options.UsesFeatures ? ["--features has no part in pretraining, which learns from signals alone: leave it out."] : Array.Empty<string>(),
        .. options.ContextWindows > 0 ? ["--context has no part in pretraining, which learns from single windows: leave it out."] : Array.Empty<string>(),
        .. options.Normalisation == Normalisation.Baseline ? ["--normalise baseline needs labels, which pretraining does not use: choose another."] : Array.Empty<string>(),
    ];

    private (WindowSet, TrainingSubject) Read(UnlabelledRecording file, Action<string> note)
    {
        Recording recording = file.Read();
        (string fingerprint, string samples) = RecordingFingerprint.WithSamples(recording);
        return (new Preprocessor(options.Preprocessing()).ProcessWhole(recording, log: note), new TrainingSubject(file.Name, fingerprint) { Samples = samples, Sketch = RecordingSketch.Of(recording).ToString() });
    }

    private IEnumerable<WindowSet> Standardise(WindowSet[] sets)
    {
        if (!options.Normalisation.NeedsTraining())
            return sets;
        var normaliser = new Normaliser(options.Normalisation, options.MemorySeconds, Normaliser.Fit(options.Normalisation, sets));
        return sets.Select(set => normaliser.Apply(set, SessionStarts.Draw(set, options, Rng.Derive(_seed, "sessions"))));
    }

    /// <summary>Returns the windows without a quality flag, after the session has settled.</summary>
    private int[] Usable(WindowSet set, Action<string> note)
    {
        int[] usable = [.. Enumerable.Range(0, set.Count).Where(w => set.Quality![w] == QualityFlags.None && set.StartSeconds(w) >= options.SettleSeconds
            && Enumerable.Range(0, set.Modalities.Count).All(m => IsFinite(set.Signal(m, w))))];
        if (usable.Length == 0)
            note($"{set.Subject}: none of its {set.Count} windows is good; it is left out.");
        return usable;
    }

    private static bool IsFinite(ReadOnlySpan<float> signal)
    {
        foreach (float value in signal)
            if (!float.IsFinite(value))
                return false;
        return true;
    }
}
