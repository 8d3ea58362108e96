using System.Globalization;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Models.Branches;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Options;

/// <summary>Rules for the values of <see cref="ExperimentOptions"/>.</summary>
public static class OptionRules
{
    /// <summary>Stages 1 to 3 halve a window three times after a first quarter (docs/network.md), and stage 4 once more: 64 samples leave 2 steps.</summary>
    private const int MinimumWindowSamples = 64;

    /// <summary>
    /// Limits a window's samples times the channels of the widest stage. Any one buffer of a window holds less than 3 times as many values,
    /// so that no buffer comes near 2³¹ values.
    /// </summary>
    private const long MaximumWindowValues = 1L << 26;

    private const int MaximumEnsemble = 100;

    /// <summary>Limits what a live session keeps: an embedding of each window of its context.</summary>
    private const int MaximumContextWindows = 240;

    /// <summary>Returns all problems of the options, one line each with its fix; empty if there are none.</summary>
    public static IReadOnlyList<string> Problems(ExperimentOptions options) =>
        OwnProblems(options) is { Count: > 0 } problems ? problems : [.. SelectionProblems(options)];

    private static IReadOnlyList<string> OwnProblems(ExperimentOptions options) =>
        [.. ModalityProblems(options), .. NetworkProblems(options), .. DropoutProblems(options), .. TrainingProblems(options), .. WindowProblems(options), .. SizeProblems(options), .. SessionProblems(options), .. ContextProblems(options), .. SubjectProblems(options), .. LearnerProblems(options)];

    private static IEnumerable<string> ModalityProblems(ExperimentOptions o)
    {
        DeviceInfo device = o.Device.Info();
        string available = Enumerated(device.Modalities.Select(m => m.Info().Name));
        if (o.Modalities.Count == 0)
            yield return $"--modalities must name a modality. The {device.Name} has {available}.";
        if (o.Modalities.Distinct().Count() < o.Modalities.Count)
            yield return "--modalities names a modality twice.";
        Modality[] cardiac = [.. o.Modalities.Where(m => m.Info().IsCardiac).Distinct()];
        if (cardiac.Length > 1)
            yield return $"--modalities {string.Join(',', cardiac.Select(m => m.Info().Name))}: each is cardiac, and a network has one cardiac branch. Choose one of them.";
        foreach (Modality modality in o.Modalities.Except(device.Modalities))
            yield return $"--modalities {modality.Info().Name}: the {device.Name} does not record it; it has {available}." +
                string.Concat(DeviceTable.All.Where(other => other.Modalities.Contains(modality)).Select(other => $" It is there with --device {other.Name}."));
    }

    private static IEnumerable<string> NetworkProblems(ExperimentOptions o)
    {
        string[] branches = [.. o.Branches.Select(b => b.Name)];
        string[] unknown = [.. (o.Connection.Edges ?? []).SelectMany(e => new[] { e.From, e.To }).Except(branches)];
        if (unknown.Length > 0)
            yield return $"--connection {ConnectionText.Of(o.Connection)}: there is no branch {string.Join(" and no ", unknown)}. " +
                $"The branches are {Enumerated(o.Modalities.Select(Described))}.";
        foreach (int stage in o.Stages.Where(s => s is < 1 or > 3))
            yield return $"--stages must be 1, 2 or 3, got {stage}.";
        if (o.Stages.Distinct().Count() < o.Stages.Count)
            yield return $"--stages names a stage twice: {string.Join(',', o.Stages)}.";
        if (!(o.BatchNormMomentum is >= 0 and < 1))
            yield return Line($"--bn-momentum must be at least 0 and below 1, got {o.BatchNormMomentum}.");
        double least = (double)BranchShape.FirstStride * BranchShape.FieldPerStride / Math.Max(o.SamplingRateHz, 1);
        if (o.ReceptiveFieldSeconds != 0 && !(o.ReceptiveFieldSeconds >= least && o.ReceptiveFieldSeconds <= o.WindowSeconds))
            yield return Line($"--receptive-field must be 0, or from {least:0.###} s, as with kernel 32 and stride 4 at --rate {o.SamplingRateHz}, to a window ({o.WindowSeconds} s), got {o.ReceptiveFieldSeconds}.");
        if (o.Widths.Count != 3 || o.Widths.Any(w => w is < 8 or > 4096 || w % 8 != 0))
            yield return "--widths must be three multiples of 8 from 8 to 4096 (squeeze-and-excite divides them by 8), " +
                $"got {string.Join(',', o.Widths)}.";
    }

    private static IEnumerable<string> DropoutProblems(ExperimentOptions o)
    {
        if (!(o.SensorDropout is >= 0 and < 1))
            yield return Line($"--sensor-dropout must be at least 0 and below 1, got {o.SensorDropout}.");
        else if (o.SensorDropout > 0 && (o.Modalities.Count == 1 || o.Decision != null))
            yield return Line($"--sensor-dropout {o.SensorDropout} needs one network of several modalities: one of a single modality has nothing to fall back on.");
    }

    /// <summary>Returns a branch's name, with that of the modality if it differs.</summary>
    private static string Described(Modality modality) => modality.Branch().Name is var branch && branch == modality.Info().Name
        ? branch : $"{branch} (of {modality.Info().Name})";

    private static IEnumerable<string> TrainingProblems(ExperimentOptions o)
    {
        if (o.Epochs < 1)
            yield return $"--epochs must be at least 1, got {o.Epochs}.";
        if (o.BatchSize < 2)
            yield return $"--batch-size must be at least 2 (batch norm needs a variance), got {o.BatchSize}.";
        if (!(o.LearningRate > 0) || !double.IsFinite(o.LearningRate))
            yield return Line($"--learning-rate must be above 0, got {o.LearningRate}.");
        if (!(o.WeightDecay is >= 0 and <= 1))
            yield return Line($"--weight-decay must be from 0 to 1, got {o.WeightDecay}.");
        if (!(o.LabelSmoothing is >= 0 and < 1))
            yield return Line($"--label-smoothing must be at least 0 and below 1, got {o.LabelSmoothing}.");
        if (!(o.WeightAveraging is >= 0 and < 1))
            yield return Line($"--average-weights must be at least 0 and below 1, got {o.WeightAveraging}.");
        if (o.Augmentations.Distinct().Count() < o.Augmentations.Count)
            yield return "--augment names a change twice.";
        if (o.Ensemble is < 1 or > MaximumEnsemble)
            yield return $"--ensemble must be from 1 to {MaximumEnsemble}, got {o.Ensemble}.";
        else if (o.Ensemble > 1 && o.Decision != null)
            yield return $"--ensemble {o.Ensemble} needs one network of all modalities: --fusion decision combines one for each.";
        if (o.Calibration != CalibrationKind.None && o.Decision != null)
            yield return "--calibrate needs one network of all modalities: --fusion decision combines one for each.";
    }

    private static IEnumerable<string> WindowProblems(ExperimentOptions o)
    {
        bool rate = o.SamplingRateHz is >= 1 and <= 10_000, length = o.WindowSeconds is >= 1 and <= 3600, overlap = o.Overlap is >= 0 and < 1;
        if (!rate)
            yield return $"--rate must be from 1 to 10000 Hz, got {o.SamplingRateHz}.";
        if (!length)
            yield return Line($"--window must be from 1 to 3600 s, got {o.WindowSeconds}.");
        if (!overlap)
            yield return Line($"--overlap must be at least 0 and below 1, got {o.Overlap}.");
        double samples = o.WindowSeconds * o.SamplingRateHz;
        if (rate && length && Math.Abs(samples - Math.Round(samples)) > 1e-6)
            yield return Line($"--window {o.WindowSeconds} at --rate {o.SamplingRateHz} is {samples} samples: choose a whole number of samples.");
        else if (rate && length && samples < MinimumWindowSamples)
            yield return Line($"--window {o.WindowSeconds} at --rate {o.SamplingRateHz} is {samples} samples: ") +
                $"the network's stages need at least {MinimumWindowSamples}.";
        else if (rate && length && overlap && Math.Round(samples * (1 - o.Overlap)) < 1)
            yield return Line($"--overlap {o.Overlap} leaves no sample between the starts of two windows: choose a smaller one.");
    }

    private static IEnumerable<string> SessionProblems(ExperimentOptions o)
    {
        if (!(o.SettleSeconds is >= 0 and <= 3600))
            yield return Line($"--settle must be from 0 to 3600 s, got {o.SettleSeconds}.");
        if (!(o.MemoryMinutes == 0 || o.MemoryMinutes * 60 >= o.WindowSeconds && o.MemoryMinutes <= 10_000))
            yield return Line($"--memory must be 0, or at least a window ({o.WindowSeconds} s) and at most 10000 minutes, got {o.MemoryMinutes}.");
        if (o.RandomStarts is < 0 or > 1000)
            yield return $"--random-starts must be from 0 to 1000, got {o.RandomStarts}.";
    }

    private static IEnumerable<string> ContextProblems(ExperimentOptions o)
    {
        double hop = o.WindowSeconds * (1 - o.Overlap), windows = o.ContextSeconds / hop;
        if (o.ContextSeconds == 0 || !(hop > 0))
            yield break;
        if (!(windows > 1.5 && windows < MaximumContextWindows + 0.5))
            yield return Line($"--context must be 0, or from 2 to {MaximumContextWindows} windows, here {2 * hop} to {MaximumContextWindows * hop} s, got {o.ContextSeconds}.");
        else if (Math.Abs(windows - Math.Round(windows)) > 1e-6)
            yield return Line($"--context {o.ContextSeconds} is not a multiple of the {hop} s from one window to the next: choose {Math.Round(windows) * hop}.");
        if (o.Filter != FilterKind.Causal || !o.Normalisation.NeedsTraining())
            yield return Line($"--context {o.ContextSeconds} needs --filter causal and --normalise train, running or running+train: ") +
                "the time before a window must not be changed by what comes after it.";
        if (o.Decision != null && o.Modalities.Count > 1)
            yield return Line($"--context {o.ContextSeconds} needs one network of all modalities: --fusion decision combines one for each.");
        if (o.Features != FeatureSet.None)
            yield return Line($"--context {o.ContextSeconds} and --features exclude each other: the windows before have no features. Leave out one of them.");
    }

    private static IEnumerable<string> SizeProblems(ExperimentOptions o)
    {
        double samples = Math.Round(o.WindowSeconds * o.SamplingRateHz);
        int widest = o.Widths.DefaultIfEmpty().Max();
        if (samples * widest > MaximumWindowValues && samples <= int.MaxValue && widest <= 4096)
            yield return Line($"--window {o.WindowSeconds} at --rate {o.SamplingRateHz} is {samples} samples, times {widest} channels (--widths) ") +
                $"{samples * widest:0} values: at most {MaximumWindowValues} can be worked on. Choose a shorter window, a lower rate or smaller widths.";
    }

    private static IEnumerable<string> SubjectProblems(ExperimentOptions o)
    {
        foreach (string twice in o.Subjects.GroupBy(s => s).Where(g => g.Count() > 1).Select(g => g.Key))
            yield return $"--subjects names {twice} twice.";
        if (o.Subjects.Count == 1)
            yield return "--subjects must name at least 2 subjects: leave-one-subject-out tests on one and trains on the others, " +
                $"got {o.Subjects[0]}.";
    }

    private static IEnumerable<string> LearnerProblems(ExperimentOptions o) =>
        o.SelectFeatures >= 0 ? [] : [$"--select-features must be 0, for all, or more, got {o.SelectFeatures}."];

    private static IReadOnlyList<string> SelectionProblems(ExperimentOptions o)
    {
        if (o.Select == null)
            return [];
        if (o.SelectGroups is < 0 or 1)
            return [$"--select-groups must be 0, for each subject by itself, or at least 2, got {o.SelectGroups}."];
        try
        {
            _ = Candidates.Of(o);
            return [];
        }
        catch (OptionsException e)
        {
            return e.Problems;
        }
    }

    /// <summary>Joins names: "ecg, eda and resp".</summary>
    private static string Enumerated(IEnumerable<string> names) =>
        names.ToArray() is [.. var first, var last] && first.Length > 0 ? $"{string.Join(", ", first)} and {last}" : string.Concat(names);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
