using AttX.Evaluation;
using AttX.Ground;

namespace AttX.Options;

/// <summary>The options of <see cref="OptionGroup.Evaluation"/>.</summary>
public static class EvaluationGroup
{
    private static readonly OptionDefinitions Evaluation = new(OptionGroup.Evaluation);

    private static readonly Names<DecisionRule> Rules = new(
        ("average", DecisionRule.Average), ("weighted", DecisionRule.Weighted), ("vote", DecisionRule.Vote));

    /// <summary><c>--decision</c></summary>
    public static ExperimentOption Decision { get; } = Evaluation.Choice("decision", Rules,
        $"How --fusion decision puts them together [default: {Rules.NameOf(ExperimentOptions.DefaultDecision)}]",
        (o, v) => o with { Decision = o.Decision == null ? null : v }, o => o.Decision,
        o => o.Decision == null ? "it belongs to --fusion decision" : null);

    /// <summary><c>--pretrained-on-tested</c></summary>
    public static ExperimentOption PretrainedOnTested { get; } = Evaluation.Flag("pretrained-on-tested",
        "Let the encoder of --init know recordings of test subjects, unlabelled; the scores are then not those of new people, and the report says so",
        (o, v) => o with { PretrainedOnTested = v }, o => o.PretrainedOnTested,
        o => o.Init == null ? "it belongs to --init" : o.PretrainedOnTested ? null : "it is at its default");

    /// <summary><c>--split</c></summary>
    public static ExperimentOption Split { get; } = Evaluation.Text("split", AttX.Evaluation.Split.Forms,
        "Who is left out for testing: each subject, each of K groups of subjects, each dataset; or train on one dataset, test on another [default: loso]",
        AttX.Evaluation.Split.Parse, split => split.ToString(), (o, v) => o with { Split = v },
        // Without it, a run's files are the same as before the option existed.
        o => o.Split.Kind == SplitKind.LeaveOneSubjectOut ? null : o.Split);
}
