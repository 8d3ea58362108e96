using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>What an encoder may know of those who are tested: nothing, unless the run allows it.</summary>
internal static class PretrainingRules
{
    /// <summary>Checks whom the encoder of a run was pretrained on, and notes what readers of the scores must know.</summary>
    /// <exception cref="OptionsException">It knows test subjects, and that is not allowed.</exception>
    public static void Require(ExperimentOptions options, IReadOnlyList<Fold> folds, IReadOnlyDictionary<string, PreparedSubject> subjects, Action<string> note)
    {
        if (options.Init == null)
            return;
        PretrainedEncoder encoder = PretrainedEncoder.Load(options.Init);
        HashSet<string> known = [.. encoder.Training.SelectMany(t => new[] { t.Fingerprint, t.Samples }).OfType<string>()];
        string[] tested = [.. folds.SelectMany(f => f.TestSubjects).Where(s => known.Contains(subjects[s].Fingerprint) || (subjects[s].Samples is { } samples && known.Contains(samples)))];
        if ((encoder.Options.Device != options.Device || encoder.Options.Modalities.Except(options.Modalities).Any()) && !options.PretrainedOnTested)
            throw new OptionsException([$"--init {options.Init.Path} was pretrained on other signals than this run has, so that whom it knows cannot be told: " +
                "pretrain one on this --device and these --modalities alone, or allow test subjects with --pretrained-on-tested."]);
        if (tested.Length > 0 && !options.PretrainedOnTested)
            throw new OptionsException([$"--init {options.Init.Path} was pretrained on recordings of {string.Join(", ", tested)}, who {(tested.Length == 1 ? "is" : "are")} tested: " +
                "pretrain on other people (attx pretrain --subjects), or allow it with --pretrained-on-tested."]);
        if (tested.Length > 0)
            note($"The encoder was pretrained on unlabelled recordings of {string.Join(", ", tested)}, who {(tested.Length == 1 ? "is" : "are")} tested: these are not scores of new people.");
        string there = Preparation(encoder.Options), here = Preparation(options);
        if (there != here)
            note($"The encoder was pretrained on signals that were prepared otherwise: {there} there, {here} here.");
    }

    private static string Preparation(ExperimentOptions o) => FormattableString.Invariant(
        $"--normalise {DataGroup.NameOf(o.Normalisation)} --filter {DataGroup.NameOf(o.Filter)} --eda {(o.EdaAsLogarithm ? "log" : "linear")} --memory {o.MemoryMinutes}");
}
