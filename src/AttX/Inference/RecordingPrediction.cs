using AttX.Evaluation;
using AttX.Signals;

namespace AttX.Inference;

/// <summary>What a model makes of one window of a recording.</summary>
/// <param name="StartSeconds">Start of the window.</param>
/// <param name="Label">The label of a window that lies within one; else null.</param>
/// <param name="Flaws">Why there is no estimate; none where there is one.</param>
/// <param name="Class">Index of the estimated class; null: no estimate.</param>
/// <param name="Probabilities">One a class; empty without an estimate.</param>
/// <param name="Theta">Mean attention, one a column of the model's; empty without an estimate.</param>
public sealed record WindowEstimate(
    double StartSeconds, string? Label, QualityFlags Flaws, int? Class, IReadOnlyList<float> Probabilities, IReadOnlyList<float> Theta);

/// <summary>What a model makes of the whole of a recording.</summary>
/// <param name="Recording">The recording's name.</param>
/// <param name="Windows">One a window, in order of time.</param>
/// <param name="Signals">The signals it saw, as recorded, thinned to what a picture can show.</param>
public sealed record RecordingPrediction(string Recording, IReadOnlyList<WindowEstimate> Windows, IReadOnlyList<SignalEnvelope> Signals)
{
    /// <summary>The labels that its recording may have, in the order of their legend.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}

/// <summary>What the predictions of a model have in common.</summary>
/// <param name="Task">What is told apart.</param>
/// <param name="Attention">Whose theta is given; empty without attention.</param>
/// <param name="Spec">How windows are cut.</param>
public sealed record PredictionForm(ClassificationTask Task, IReadOnlyList<AttentionColumn> Attention, WindowSpec Spec)
{
    /// <summary>Class names by class index.</summary>
    public IReadOnlyList<string> Classes => Task.Classes;
}

/// <summary>How many windows of a recording were estimated to be what.</summary>
/// <param name="Recording">The recording's name.</param>
/// <param name="Windows">Number of windows.</param>
/// <param name="Estimates">Those estimated to be of each class.</param>
/// <param name="WithoutEstimate">Those without an estimate.</param>
/// <param name="Reasons">Those without an estimate that have each flaw, flaws that occur; a window may have several.</param>
public sealed record EstimateSummary(
    string Recording, int Windows, IReadOnlyList<int> Estimates, int WithoutEstimate, IReadOnlyList<(QualityFlags Flaw, int Count)> Reasons)
{
    /// <summary>Counts a recording's windows.</summary>
    public static EstimateSummary Of(RecordingPrediction prediction, PredictionForm form) => new(
        prediction.Recording, prediction.Windows.Count,
        [.. form.Classes.Select((_, c) => prediction.Windows.Count(w => w.Class == c))],
        prediction.Windows.Count(w => w.Class == null),
        [.. QualityFlagsText.All.Select(flaw => (flaw, prediction.Windows.Count(w => (w.Flaws & flaw) != 0))).Where(r => r.Item2 > 0)]);

    /// <summary>A number of windows as a share of them: of the recording's time too, as they follow each other evenly.</summary>
    public double Share(int windows) => (double)windows / Windows;
}
