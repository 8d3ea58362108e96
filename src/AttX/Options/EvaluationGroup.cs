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
}
