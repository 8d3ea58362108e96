using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Preprocessing;
using AttX.Training;

namespace AttX.Recipes;

/// <summary>The windows of a fit, standardised as the options specify, optionally without bad ones in training.</summary>
internal sealed class FitWindows
{
    private readonly ExperimentOptions _options;
    private readonly FitData _data;
    private readonly WindowSet[] _training, _heldOut;
    private readonly SessionChunks[] _chunks = [];

    /// <summary>Prepares the windows.</summary>
    /// <param name="options">The options for preparation.</param>
    /// <param name="data">The subjects.</param>
    /// <param name="note">Receives the number of windows left out.</param>
    /// <exception cref="InvalidDataException">A class has no windows to learn from.</exception>
    /// <param name="seed">Seed of the moments at which sessions are taken to begin.</param>
    public FitWindows(ExperimentOptions options, FitData data, Action<string> note, ulong seed)
    {
        (_options, _data) = (options, data);
        (_training, _heldOut) = ([.. data.Training.Select(s => s.Windows)], [.. data.HeldOut.Select(s => s.Windows)]);
        RequireFeatures();
        int[]?[] starts = [.. _training.Select(set => SessionStarts.Draw(set, options, seed))];
        if (options.Normalisation.NeedsTraining())
        {
            Statistics = Normaliser.Fit(options.Normalisation, _training);
            Normaliser normaliser = new(options.Normalisation, options.MemorySeconds, Statistics);
            if (options.ContextWindows == 0)
                _training = [.. _training.Select((set, i) => normaliser.Apply(set, starts[i]))];
            else
                (_training, _chunks) = InSessions(normaliser, seed);
            _heldOut = [.. _heldOut.Select(set => normaliser.Apply(set))];
        }

        RequireClasses(note);
        Features = options.UsesFeatures ? FitFeatures(starts, note) : null;
    }

    /// <summary>Name of the fit in messages.</summary>
    public string Name => _data.Name;

    /// <summary>The training subjects' statistics, as <see cref="Normaliser.Fit"/> returns them; null if none are needed.</summary>
    public IReadOnlyList<ChannelStatistics>? Statistics { get; }

    /// <summary>How features enter a network; null for networks without.</summary>
    public FeatureInput? Features { get; }

    /// <summary>The subjects, those trained on first.</summary>
    public IReadOnlyList<TrainingSubject> Subjects =>
    [
        .. _data.Training.Select(s => new TrainingSubject(s.Windows.Subject, s.Fingerprint) { Sketch = s.Sketch }),
        .. _data.HeldOut.Select(s => new TrainingSubject(s.Windows.Subject, s.Fingerprint) { HeldOut = true, Sketch = s.Sketch }),
    ];

    /// <summary>Returns the windows to train on.</summary>
    /// <param name="inputs">The modalities wanted, by their index in the options.</param>
    public LabelledWindows Training(IReadOnlyList<int> inputs) => _options.ContextWindows == 0
        ? Labelled(_training, inputs, _options.SkipBadWindows) : InSessions(_training, _chunks, inputs);

    /// <summary>Returns all windows of the held-out subjects.</summary>
    /// <param name="inputs">The modalities wanted, by their index in the options.</param>
    public LabelledWindows HeldOut(IReadOnlyList<int> inputs) => _options.ContextWindows == 0
        ? Labelled(_heldOut, inputs, skipBad: false)
        : InSessions(_heldOut, [.. _heldOut.Select(set => SessionChunks.Cut(set, _options, rng: null))], inputs);

    private LabelledWindows Labelled(WindowSet[] sets, IReadOnlyList<int> inputs, bool skipBad) =>
        new([.. sets.Select(set => set.Select(inputs))], _options.Task, skipBad, Features);

    private void RequireFeatures()
    {
        IReadOnlyList<string> names = _options.FeatureSource()?.Names ?? [];
        foreach (WindowSet set in _options.UsesFeatures ? _training.Concat(_heldOut) : [])
            if (set.Features?.Names.SequenceEqual(names) != true || set.Features.Count != set.Count)
                throw new InvalidDataException($"{_data.Name}: the windows of {set.Subject} lack the features that --features asks for.");
    }

    /// <summary>Standardises each session's features, and learns to standardise the windows that are trained on.</summary>
    private FeatureInput FitFeatures(int[]?[] starts, Action<string> note)
    {
        IReadOnlyList<string> names = _options.FeatureNames;
        IReadOnlyList<double> deviations = FeatureNormaliser.Fit(_options.Normalisation, _training);
        FeatureNormaliser sessions = new(_options.Normalisation, _options.MemorySeconds, deviations);
        for (int i = 0; i < _training.Length; i++)
            _training[i] = sessions.Apply(_training[i], starts[i]);
        for (int i = 0; i < _heldOut.Length; i++)
            _heldOut[i] = sessions.Apply(_heldOut[i]);
        double[] rows = [.. _training.SelectMany(set => Enumerable.Range(0, set.Count)
            .Where(w => _options.Task.Uses(set.Windows[w].Label)).SelectMany(w => set.Features![w].ToArray()))];
        int[] varying = FeaturePreparation.Varying(rows, names.Count);
        if (varying.Length == 0)
            throw new InvalidDataException($"{_data.Name}: none of {names.Count} features has two values in its training windows: train without --features.");
        if (varying.Length < names.Count)
            note($"{_data.Name}: without {string.Join(", ", Enumerable.Range(0, names.Count).Except(varying).Select(c => names[c]))}, of which no two training windows have different values.");
        return new FeatureInput(names, FeaturePreparation.Fit(rows, names, varying), _options.FeatureBranches) { SessionDeviations = deviations };
    }

    private LabelledWindows InSessions(WindowSet[] sets, SessionChunks[] chunks, IReadOnlyList<int> inputs) =>
        new([.. sets.Select(set => set.Select(inputs))], [.. chunks.Select(c => c.Chunks)], _options.Task);

    /// <summary>Cuts the training subjects' sessions into chunks, and standardises their windows, those of a chunk as of one session.</summary>
    private (WindowSet[] Sets, SessionChunks[] Chunks) InSessions(Normaliser normaliser, ulong seed)
    {
        SessionChunks[] chunks = [.. _training.Select(set => SessionChunks.Cut(set, _options, new Rng(Rng.Derive(seed, "chunks " + set.Subject))))];
        int longest = chunks.Max(c => c.LongestTrack);
        if (longest < _options.ContextWindows)
            throw new InvalidDataException(FormattableString.Invariant($"{_data.Name}: --context {_options.ContextSeconds} is longer than every recording, ") +
                FormattableString.Invariant($"in which at most {longest} windows ({longest * _options.ContextSeconds / _options.ContextWindows:0.##} s) follow one another. Choose a shorter one."));
        WindowSet[] sets = new WindowSet[chunks.Length];
        for (int i = 0; i < sets.Length; i++)
        {
            WindowSet set = _training[i];
            (chunks[i], int[] starts) = chunks[i].WithStarts(set, _options, seed);
            sets[i] = normaliser.Apply(set, starts[..set.Count], contextStarts: starts[set.Count..]);
        }

        return (sets, chunks);
    }

    private void RequireClasses(Action<string> note)
    {
        ClassificationTask task = _options.Task;
        LabelledWindows windows = Training([0]);
        for (int c = 0; c < task.Count; c++)
            if (!windows.Labels.Contains(c))
                throw new InvalidDataException(_options.SkipBadWindows
                    ? $"{_data.Name}: no training window of class {task.Classes[c]} is good; attx inspect shows what is wrong with them. Train without --skip-bad-windows."
                    : $"{_data.Name}: no training window is of class {task.Classes[c]}. Train on subjects that have some.");
        int all = _training.Sum(set => set.Count);
        if (_options.SkipBadWindows)
            note($"{_data.Name}: {all - windows.LabelledCount} of {all} training windows are bad and left out.");
    }
}
