using AttX.Evaluation;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Preprocessing;

namespace AttX.ModelFiles;

/// <summary>Prepares and predicts windows as a model needs it.</summary>
public static class ModelWindows
{
    /// <summary>Prepares windows: standardises signals and features that need the training subjects' statistics.</summary>
    /// <param name="model">The model.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="modalities">Which of the options' modalities they have, by index; null: all.</param>
    /// <param name="starts">The second at which each window's session began; null: all at the recording's start.</param>
    /// <param name="before">What earlier sessions heard, one entry per axis of the windows' modalities; null: nothing.</param>
    /// <param name="contextStarts">The same as the starts, of the windows in their context.</param>
    public static WindowSet Standardise(this IModel model, WindowSet windows, IReadOnlyList<int>? modalities = null,
        IReadOnlyList<int>? starts = null, IReadOnlyList<ChannelStatistics>? before = null, IReadOnlyList<int>? contextStarts = null)
    {
        ExperimentOptions options = model.Options;
        WindowSet standardised = model.Statistics is not { } statistics ? windows
            : new Normaliser(options.Normalisation, options.MemorySeconds,
                [.. options.AxesOf(modalities ?? [.. Enumerable.Range(0, options.Modalities.Count)]).Select(axis => statistics[axis])]).Apply(windows, starts, before, contextStarts);
        return model.Features?.Apply(standardised, starts) ?? standardised;
    }

    /// <summary>Prepares windows as if the session had begun later; null for a model to which that does not matter.</summary>
    /// <param name="model">The model.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="startSecond">The second of the recording at which the session begins.</param>
    public static WindowSet? StandardiseFrom(this IModel model, WindowSet windows, int startSecond)
    {
        if (!model.Options.Normalisation.IsRunning() && model.Options.ContextWindows == 0)
            return null;
        int[] Starts(WindowSet? set) => [.. Enumerable.Repeat(startSecond, set?.Count ?? 0)];
        return model.Standardise(windows, starts: Starts(windows), contextStarts: Starts(windows.Context)) with
        {
            ContextFrom = (int)Math.Ceiling((startSecond + model.Options.SettleSeconds) * windows.Spec.SamplingRateHz),
        };
    }

    /// <summary>Predicts one subject's windows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="windows">Standardised windows, with modalities in the order of the options', whatever their kind.</param>
    /// <param name="task">The task that labelled them, with the model's classes; null: the model's own.</param>
    /// <param name="hidden">Indices of modalities to hide, not all of them; null: none.</param>
    public static SubjectPrediction Predict(this IModel model, WindowSet windows, ClassificationTask? task = null, IReadOnlyList<int>? hidden = null) =>
        SubjectPrediction.Of(model.NewPredictor(hidden), windows, task ?? model.Options.Task);
}
