using AttX.Evaluation;
using AttX.Signals;
using AttX.Signals.Preprocessing;

namespace AttX.Inference;

/// <summary>Prediction for one window of a recording.</summary>
/// <param name="StartSeconds">Start of the window.</param>
/// <param name="Label">The label if the whole window has the same one; else null.</param>
/// <param name="Flaws">Quality flags that prevent an estimate; none if there is one.</param>
/// <param name="Class">Index of the estimated class; null: no estimate, or an uncertain one.</param>
/// <param name="Probabilities">One per class; empty without an estimate.</param>
/// <param name="Theta">Mean attention, one per attention column of the model; empty without an estimate.</param>
public sealed record WindowEstimate(
    double StartSeconds, string? Label, QualityFlags Flaws, int? Class, IReadOnlyList<float> Probabilities, IReadOnlyList<float> Theta)
{
    /// <summary>Whether there is an estimate, and no class of it is likely enough.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>Whether there is an alarm; null if none was asked for.</summary>
    public bool? IsAlarm { get; init; }

    /// <summary>Whether there is an estimate, if an uncertain one.</summary>
    public bool HasEstimate => Class != null || IsUncertain;

    /// <summary>The sensors that the estimate rests on, such as "bvp+eda"; empty without an estimate, and for a model that needs all sensors.</summary>
    public string Sensors { get; init; } = "";
}

/// <summary>Predictions for a whole recording.</summary>
/// <param name="Recording">The recording's name.</param>
/// <param name="Windows">One per window, in order of time.</param>
/// <param name="Signals">The input signals as recorded, thinned for display.</param>
public sealed record RecordingPrediction(string Recording, IReadOnlyList<WindowEstimate> Windows, IReadOnlyList<SignalEnvelope> Signals)
{
    /// <summary>Labels that the recording may have, in the order of their legend.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The moment of the recording's first sample; null if it is unknown.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>The recording's event marks, in order of time.</summary>
    public IReadOnlyList<Event> Events { get; init; } = [];

    /// <summary>What the estimates rest on.</summary>
    public EstimateBasis Basis { get; init; }

    /// <summary>Whether the model was trained on the recording, or on somebody of its name.</summary>
    public Familiarity Familiarity { get; init; } = Familiarity.Unknown;

    /// <summary>What readers of the estimates must know, one sentence or more each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the person was heard in all, this recording included; null if it was not to be measured.</summary>
    public PersonStatistics? Person { get; init; }

    /// <summary>What the estimates rest on, as in the file: <c>running</c>, or <c>recording+trained-on</c>.</summary>
    public string BasisTag => Basis.Tag() + (Familiarity is Familiarity.Recording or Familiarity.Copy or Familiarity.Name ? "+trained-on" : "");
}

/// <summary>Properties common to all predictions of a model.</summary>
/// <param name="Task">The classification task.</param>
/// <param name="Attention">The attention columns; empty without attention.</param>
/// <param name="Spec">How windows are cut.</param>
public sealed record PredictionForm(ClassificationTask Task, IReadOnlyList<AttentionColumn> Attention, WindowSpec Spec)
{
    /// <summary>Whether the model can miss sensors, so that each estimate names those that it rests on.</summary>
    public bool NamesSensors { get; init; }

    /// <summary>What is made of the model's probabilities.</summary>
    public Postprocessing Postprocessing { get; init; } = Postprocessing.None;

    /// <summary>Class names by class index.</summary>
    public IReadOnlyList<string> Classes => Task.Classes;
}

/// <summary>Counts of a recording's windows by estimate.</summary>
/// <param name="Recording">The recording's name.</param>
/// <param name="Windows">Number of windows.</param>
/// <param name="Estimates">Number of windows estimated as each class.</param>
/// <param name="WithoutEstimate">Number of windows without an estimate.</param>
/// <param name="Reasons">
/// Number of windows without an estimate by quality flag, for the flags that occur; a window may have several.
/// </param>
public sealed record EstimateSummary(
    string Recording, int Windows, IReadOnlyList<int> Estimates, int WithoutEstimate, IReadOnlyList<(QualityFlags Flaw, int Count)> Reasons)
{
    /// <summary>Number of windows whose estimate is uncertain.</summary>
    public int Uncertain { get; init; }

    /// <summary>Number of alarms.</summary>
    public int Alarms { get; init; }

    /// <summary>Alarms per hour of estimates; 0 without any.</summary>
    public double AlarmsPerHour { get; init; }

    /// <summary>Number of estimates by the sensors that they rest on, most first; empty for a model that needs all sensors.</summary>
    public IReadOnlyList<(string Sensors, int Count)> Sensors { get; init; } = [];

    /// <summary>What the estimates rest on, as in the file.</summary>
    public string Basis { get; init; } = "";

    /// <summary>What readers of the estimates must know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Counts a recording's windows.</summary>
    public static EstimateSummary Of(RecordingPrediction prediction, PredictionForm form) => new(
        prediction.Recording, prediction.Windows.Count,
        [.. form.Classes.Select((_, c) => prediction.Windows.Count(w => w.Class == c))],
        prediction.Windows.Count(w => !w.HasEstimate),
        [.. QualityFlagsText.All.Select(flaw => (flaw, prediction.Windows.Count(w => (w.Flaws & flaw) != 0))).Where(r => r.Item2 > 0)])
    {
        Uncertain = prediction.Windows.Count(w => w.IsUncertain),
        Alarms = AlarmsOf(prediction),
        AlarmsPerHour = AlarmsOf(prediction) / Math.Max(prediction.Windows.Count(w => w.HasEstimate) * (double)form.Spec.HopSamples / form.Spec.SamplingRateHz / 3600, 1e-9),
        Basis = prediction.BasisTag,
        Warnings = prediction.Warnings,
        Sensors = [.. prediction.Windows.Where(w => w.Sensors.Length > 0).CountBy(w => w.Sensors)
            .OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value))],
    };

    /// <summary>
    /// Returns a number of windows as a share of all, which is also the share of time, because windows are evenly spaced.
    /// </summary>
    public double Share(int windows) => (double)windows / Windows;

    private static int AlarmsOf(RecordingPrediction prediction)
    {
        var alarm = new AlarmCourse();
        return prediction.Windows.Count(w => alarm.Next(w.IsAlarm == true, w.IsAlarm != true));
    }
}
