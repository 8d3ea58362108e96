using AttX.Evaluation;
using AttX.Signals;
using AttX.Signals.Preprocessing;

namespace AttX.Experiments;

/// <summary>What a model makes of one window of a recording.</summary>
/// <param name="StartSeconds">Start of the window.</param>
/// <param name="State">The label of a window that lies within one; else <see cref="AffectiveState.Transient"/>.</param>
/// <param name="Flaws">Why there is no estimate; none where there is one.</param>
/// <param name="Class">Index of the estimated class; null: no estimate.</param>
/// <param name="Probabilities">One a class; empty without an estimate.</param>
/// <param name="Theta">Mean attention, one a column of the model's; empty without an estimate.</param>
public sealed record WindowEstimate(
    double StartSeconds, AffectiveState State, QualityFlaws Flaws, int? Class, IReadOnlyList<float> Probabilities, IReadOnlyList<float> Theta);

/// <summary>What a model makes of the whole of a recording.</summary>
/// <param name="Recording">The recording's name.</param>
/// <param name="Windows">One a window, in order of time.</param>
/// <param name="Signals">The signals it saw, as recorded, thinned to what a picture can show.</param>
public sealed record RecordingPrediction(string Recording, IReadOnlyList<WindowEstimate> Windows, IReadOnlyList<SignalEnvelope> Signals)
{
    /// <summary>Number of windows estimated to be of a class.</summary>
    public int CountOf(int classIndex) => Windows.Count(w => w.Class == classIndex);

    /// <summary>Number of windows without an estimate.</summary>
    public int WithoutEstimate => Windows.Count(w => w.Class == null);

    /// <summary>Number of windows without an estimate that have a flaw; a window may have several.</summary>
    public int CountOf(QualityFlaws flaw) => Windows.Count(w => (w.Flaws & flaw) != 0);
}

/// <summary>What the predictions of a model have in common: the form of their file.</summary>
/// <param name="Classes">Class names by class index.</param>
/// <param name="Attention">Whose theta is given; empty without attention.</param>
/// <param name="WindowSeconds">Length of a window.</param>
public sealed record PredictionForm(IReadOnlyList<string> Classes, IReadOnlyList<AttentionColumn> Attention, double WindowSeconds);
