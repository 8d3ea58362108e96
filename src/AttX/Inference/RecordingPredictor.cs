using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Inference;

/// <summary>Predicts whole recordings, labelled or not, window by window, preprocessed as in training. Thread-safe.</summary>
public sealed class RecordingPredictor
{
    /// <summary>Windows that a worker predicts per turn.</summary>
    private const int ChunkWindows = 64;

    /// <summary>Width in pixels of the widest plot of a signal.</summary>
    private const int EnvelopeColumns = 1000;

    private readonly Ensemble _model;
    private readonly ExperimentOptions _options;
    private readonly Preprocessor _preprocessor;
    private readonly CalibrationStretch? _baseline;

    /// <summary>Creates a predictor from a model.</summary>
    /// <param name="model">The model, which specifies the preprocessing.</param>
    /// <param name="device">The device whose channels are used; null: the model's own.</param>
    /// <param name="baseline">The stretch at rest, for a model that normalises by the baseline.</param>
    /// <exception cref="OptionsException">They do not fit the model.</exception>
    public RecordingPredictor(Ensemble model, Device? device = null, CalibrationStretch? baseline = null)
    {
        (_model, _baseline, _options) = (model, baseline, ModelInputs.For(model.Options, device));
        bool calibrates = _options.Normalisation == Normalisation.Baseline;
        if (calibrates && baseline == null)
            throw new OptionsException(["--baseline is missing: the model normalises by the baseline (--normalise baseline); " +
                "say which seconds of the recording are at rest, such as --baseline 0-300."]);
        if (!calibrates && baseline != null)
            throw new OptionsException(["--baseline would be ignored: the model does not normalise by the baseline. Leave it out."]);
        PreprocessingOptions preprocessing = _options.Preprocessing();
        _preprocessor = new Preprocessor(preprocessing);
        Form = new PredictionForm(preprocessing.Task, new EnsemblePredictor(model).Columns, preprocessing.Spec);
    }

    /// <summary>The device whose channels are used.</summary>
    public Device Device => _options.Device;

    /// <summary>The channels that a recording must have, in order.</summary>
    public IReadOnlyList<Modality> Modalities => _options.Modalities;

    /// <summary>Properties common to its predictions.</summary>
    public PredictionForm Form { get; }

    /// <summary>A remark on the model for readers of the predictions; null if there is none.</summary>
    public string? Note => ModelInputs.Note(_model.Options, _options, "used");

    /// <summary>Predicts a recording.</summary>
    /// <param name="recording">Its channels, and its labels, if any, which are only passed on.</param>
    /// <param name="workers">Number of threads; the prediction does not depend on it.</param>
    /// <param name="note">Receives remarks for readers of the prediction.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="InvalidDataException">The recording is too short, too slow, or lacks a channel.</exception>
    public RecordingPrediction Predict(Recording recording, int workers, Action<string> note, CancellationToken cancellation)
    {
        WindowSet windows = _model.Standardise(_preprocessor.ProcessWhole(recording, _baseline, note));
        var estimates = new WindowEstimate[windows.Count];
        for (int w = 0; w < estimates.Length; w++)
            estimates[w] = new WindowEstimate(windows.StartSeconds(w), windows.Windows[w].Label, windows.Quality![w], null, [], []);
        int[][] chunks = [.. Enumerable.Range(0, windows.Count).Where(w => estimates[w].Flaws == QualityFlags.None).Chunk(ChunkWindows)];
        Workers.ForEach(chunks.Length, workers, (c, stop) =>
        {
            stop.ThrowIfCancellationRequested();
            var predictor = new EnsemblePredictor(_model);
            foreach (int w in chunks[c])
                estimates[w] = Estimate(predictor, windows, w, estimates[w]);
        }, cancellation);
        return new RecordingPrediction(recording.Subject, estimates,
            [.. Modalities.Select(m => SignalEnvelope.Of(recording.Channels.First(c => c.Modality == m), EnvelopeColumns))])
        {
            Labels = [.. recording.Labels.Legend.Labels],
            Start = windows.Start,
            Events = recording.Events,
        };
    }

    /// <summary>
    /// Estimates a window. A signal beyond single precision gets no estimate: the network would silently accept its infinities.
    /// </summary>
    private static WindowEstimate Estimate(EnsemblePredictor predictor, WindowSet windows, int window, WindowEstimate found)
    {
        for (int modality = 0; modality < windows.Modalities.Count; modality++)
            foreach (float x in windows.Signal(modality, window))
                if (!float.IsFinite(x))
                    return found with { Flaws = QualityFlags.OutOfRange };
        (int predicted, float[] probabilities) = predictor.Predict(windows, window);
        return found with { Class = predicted, Probabilities = probabilities, Theta = predictor.Theta() };
    }
}
