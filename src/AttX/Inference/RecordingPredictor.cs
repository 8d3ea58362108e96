using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Training;

namespace AttX.Inference;

/// <summary>Predicts whole recordings, labelled or not, window by window, preprocessed as in training. Thread-safe.</summary>
public sealed class RecordingPredictor
{
    /// <summary>Windows that a worker predicts per turn.</summary>
    private const int ChunkWindows = 64;

    /// <summary>Width in pixels of the widest plot of a signal.</summary>
    private const int EnvelopeColumns = 1000;

    private readonly IModel _model;
    private readonly ExperimentOptions _options;
    private readonly CalibrationStretch? _baseline;

    /// <summary>Creates a predictor from a model.</summary>
    /// <param name="model">The model, which specifies the preprocessing.</param>
    /// <param name="device">The device whose channels are used; null: the model's own.</param>
    /// <param name="baseline">The stretch at rest, for a model that normalises by the baseline.</param>
    /// <exception cref="OptionsException">They do not fit the model.</exception>
    public RecordingPredictor(IModel model, Device? device = null, CalibrationStretch? baseline = null)
    {
        (_model, _baseline, _options) = (model, baseline, ModelInputs.For(model.Options, device));
        bool calibrates = _options.Normalisation == Normalisation.Baseline;
        if (calibrates && baseline == null)
            throw new OptionsException(["--baseline is missing: the model normalises by the baseline (--normalise baseline); " +
                "say which seconds of the recording are at rest, such as --baseline 0-300."]);
        if (!calibrates && baseline != null)
            throw new OptionsException(["--baseline would be ignored: the model does not normalise by the baseline. Leave it out."]);
        PreprocessingOptions preprocessing = _options.Preprocessing();
        Form = new PredictionForm(preprocessing.Task, [.. model.NewPredictor().Columns.Select(Named)], preprocessing.Spec) { NamesSensors = model.CanMissSensors };
    }

    /// <summary>Names a column by its modality: the branch of a cardiac signal is called after the ECG.</summary>
    private AttentionColumn Named(AttentionColumn column) => column with { Modality = _options.Modalities.First(m => m.Branch().Name == column.Branch).Info().Name };

    /// <summary>The device whose channels are used.</summary>
    public Device Device => _options.Device;

    /// <summary>The channels that a recording must have, in order; where <see cref="CanMissSensors"/>, one of them at least.</summary>
    public IReadOnlyList<Modality> Modalities => _options.Modalities;

    /// <summary>Further channels that a recording may have, from which the model takes features; those of one that it lacks are missing.</summary>
    public IReadOnlyList<Modality> FeatureModalities => [.. _options.RecordedModalities.Except(Modalities)];

    /// <summary>Whether recordings may lack some of the channels.</summary>
    public bool CanMissSensors => _model.CanMissSensors;

    /// <summary>Properties common to its predictions.</summary>
    public PredictionForm Form { get; private init; }

    /// <summary>What is made of the model's probabilities.</summary>
    /// <exception cref="OptionsException">It does not fit the model.</exception>
    public Postprocessing Postprocessing
    {
        get => Form.Postprocessing;
        init => Form = Form with { Postprocessing = value.Required(Form.Spec, Form.Classes.Count) };
    }

    /// <summary>What the person of the recording was heard in earlier sessions; null: not to be used, nor measured.</summary>
    public PersonStatistics? Person { get; init; }

    /// <summary>A remark on the model for readers of the predictions; null if there is none.</summary>
    public string? Note => ModelInputs.Note(_model.Options, _options, "used");

    /// <summary>Returns the statistics of somebody never heard before.</summary>
    /// <param name="model">The model.</param>
    /// <param name="device">The device whose channels are used; null: the model's own.</param>
    /// <exception cref="OptionsException">The model uses no statistics of a person's sessions, or does not fit the device.</exception>
    public static PersonStatistics UnknownPerson(IModel model, Device? device = null)
    {
        ExperimentOptions options = PersonRules.Required(ModelInputs.For(model.Options, device));
        return PersonStatistics.Unknown(options.Preprocessing(), options.Filter);
    }

    /// <summary>Predicts a recording.</summary>
    /// <param name="recording">Its channels, and its labels, if any, which are only passed on.</param>
    /// <param name="workers">Number of threads; the prediction does not depend on it.</param>
    /// <param name="note">Receives remarks for readers of the prediction.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="InvalidDataException">The recording is too short, too slow, or lacks a channel.</exception>
    public RecordingPrediction Predict(Recording recording, int workers, Action<string> note, CancellationToken cancellation)
    {
        var windows = RecordingWindows.Of(_model, _options, recording, _baseline, Person, note);
        bool[][] present = [.. windows.Windows.Windows.Select(_ => new bool[Modalities.Count])];
        WindowEstimate[] estimates = [.. windows.Windows.Windows.Select((window, w) =>
            new WindowEstimate(windows.Windows.StartSeconds(w), window.Label, windows.Read(w, present[w]), null, [], []))];
        int[] usable = [.. Enumerable.Range(0, estimates.Length).Where(w => estimates[w].Flaws == QualityFlags.None)];
        // The windows of a chunk's context are embedded once more, so that chunks are some times as long.
        int[][] chunks = [.. usable.Chunk(Math.Max(ChunkWindows, 4 * _options.ContextWindows))];
        Workers.ForEach(chunks.Length, workers, (c, stop) =>
        {
            stop.ThrowIfCancellationRequested();
            IModelPredictor predictor = _model.NewPredictor();
            var memory = new ContextMemory(_options.ContextWindows, 1, _model.EmbeddingLength);
            foreach (int w in usable.Where(w => w < chunks[c][0] && w > chunks[c][0] - _options.ContextWindows).Concat(chunks[c]))
                if (Estimate(predictor, windows, w, present[w], estimates[w], memory) is var estimate && w >= chunks[c][0])
                    estimates[w] = estimate;
        }, cancellation);
        Postprocess(estimates, windows.Windows);
        EstimateBasis basis = EstimateBases.Of(_options.Normalisation, windows.StartsFromPerson);
        Recording used = recording.Of(Modalities);
        (string fingerprint, string samples) = RecordingFingerprint.WithSamples(used);
        Familiarity familiarity = Familiarities.Of(_model, recording.Subject, fingerprint, samples, RecordingSketch.Of(used).ToString());
        return new RecordingPrediction(recording.Subject, estimates,
            [.. windows.Windows.Modalities.Select(m => SignalEnvelope.Of(recording.Channels.First(c => c.Modality == m), EnvelopeColumns))])
        {
            Labels = [.. recording.Labels.Legend.Labels],
            Start = windows.Windows.Start,
            Events = recording.Events,
            Basis = basis,
            Familiarity = familiarity,
            Warnings = [.. PredictionWarnings.Of(basis, familiarity, recording, Form.Task)],
            Person = windows.Person,
        };
    }

    /// <summary>
    /// Estimates a window. A signal beyond single precision gets no estimate: the network would silently accept its infinities.
    /// </summary>
    private WindowEstimate Estimate(
        IModelPredictor predictor, RecordingWindows windows, int window, bool[] present, WindowEstimate found, ContextMemory memory)
    {
        if (!windows.TryCopy(window, present, predictor))
            return found with { Flaws = QualityFlags.OutOfRange };
        predictor.ContinueAfter(memory.Before(window));
        (int predicted, float[] probabilities) = predictor.Predict(present);
        float[] embedding = new float[_model.EmbeddingLength];
        predictor.CopyEmbedding(embedding);
        memory.Add(window, embedding);
        return found with
        {
            Class = predicted,
            Probabilities = probabilities,
            Theta = predictor.Theta(),
            Sensors = CanMissSensors ? SensorNames.Of(Modalities.Where((_, i) => present[i])) : "",
        };
    }

    /// <summary>Smooths the estimates, abstains, and raises alarms, in order of time.</summary>
    private void Postprocess(WindowEstimate[] estimates, WindowSet windows)
    {
        if (Postprocessing.IsNone)
            return;
        var postprocessor = new Postprocessor(Postprocessing, Form.Spec, Form.Task.Positive);
        for (int w = 0; w < estimates.Length; w++)
        {
            if (estimates[w].Class is { } predicted)
            {
                ActedEstimate acted = postprocessor.Add(windows.Windows[w].StartSample, predicted, [.. estimates[w].Probabilities]);
                estimates[w] = estimates[w] with { Class = acted.Class, IsUncertain = acted.Class == null, Probabilities = acted.Probabilities };
            }

            estimates[w] = estimates[w] with { IsAlarm = postprocessor.IsAlarm };
        }
    }
}
