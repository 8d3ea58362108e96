using AttX.Ground;
using AttX.Options;
using AttX.Signals.Preprocessing;

namespace AttX.Inference;

/// <summary>Which models use statistics of a person's sessions.</summary>
public static class PersonRules
{
    /// <summary>Returns a model's options if it does.</summary>
    /// <exception cref="OptionsException">A person's file would be ignored.</exception>
    public static ExperimentOptions Required(ExperimentOptions options) => options.Normalisation switch
    {
        _ when options.UsesFeatures => throw Ignored(options, "features of windows, and a person's file holds signals"),
        Normalisation.Train => throw Ignored(options, "by the statistics of the people it was trained on"),
        Normalisation.Baseline => throw Ignored(options, "by a stretch at rest, and a person's file holds whole sessions"),
        _ => options,
    };

    private static OptionsException Ignored(ExperimentOptions options, string how) =>
        new([$"--person would be ignored: the model standardises {how} (--normalise {DataGroup.NameOf(options.Normalisation)}). Leave it out."]);
}
