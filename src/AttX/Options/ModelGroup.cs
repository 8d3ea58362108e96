using AttX.Ground;
using AttX.Models;

namespace AttX.Options;

/// <summary>The options of <see cref="OptionGroup.Model"/>.</summary>
public static class ModelGroup
{
    private static readonly OptionDefinitions Model = new(OptionGroup.Model);

    private static readonly Names<ConnectionDirection> Directions = new(
        ("both", ConnectionDirection.Both), ("ecg-to-eda", ConnectionDirection.EcgToEda),
        ("eda-to-ecg", ConnectionDirection.EdaToEcg), ("none", ConnectionDirection.None));

    private static readonly Names<ConnectionDirection> Types = new(
        ("I", ConnectionDirection.EcgToEda), ("II", ConnectionDirection.EdaToEcg), ("III", ConnectionDirection.Both));

    private static readonly Names<AttentionScope> Scopes = new(("element", Models.AttentionScope.Element), ("time-step", Models.AttentionScope.TimeStep));

    private static readonly Names<bool> Fusions = new(("feature", false), ("decision", true));

    /// <summary><c>--connection</c></summary>
    public static ExperimentOption Connection { get; } = Model.Choice("connection", Directions, "Which stream's representation flows to which",
        (o, v) => o with { Connection = v }, o => o.Connection, Unconnected);

    /// <summary><c>--type</c></summary>
    public static ExperimentOption Type { get; } = Model.Choice("type", Types, "The paper's name of a connection: I ecg-to-eda, II eda-to-ecg, III both",
        (o, v) => o with { Connection = v }, o => o.Connection == ConnectionDirection.None ? null : o.Connection, Unconnected)
        .AsAliasOf(Connection);

    /// <summary><c>--stages</c></summary>
    public static ExperimentOption Stages { get; } = Model.Integers("stages", "1,2", "Stages (1 to 3) after which the streams are connected",
        (o, v) => o with { Stages = [.. v.Order()] }, o => o.Stages.Count > 0 ? o.Stages : null, Unconnected);

    /// <summary><c>--no-attention</c></summary>
    public static ExperimentOption NoAttention { get; } = Model.Flag("no-attention", "Connect without attention (theta = 1)",
        (o, v) => o with { Attention = !v }, o => !o.Attention, Unconnected);

    /// <summary><c>--attention-scope</c></summary>
    public static ExperimentOption AttentionScope { get; } = Model.Choice("attention-scope", Scopes, "One attention weight per element or per time step",
        (o, v) => o with { AttentionScope = v }, o => o.Attention ? o.AttentionScope : null,
        o => Unconnected(o) ?? (o.Attention ? null : "--no-attention has no attention to scope"));

    /// <summary><c>--fusion</c></summary>
    public static ExperimentOption Fusion { get; } = Model.Choice("fusion", Fusions,
        "No connection: one network on both streams' features, or the decisions of two networks",
        (o, v) => o with { Connection = ConnectionDirection.None, Decision = v ? o.Decision ?? ExperimentOptions.DefaultDecision : null },
        o => o.Modalities.Count == 1 ? null : o.Decision != null,
        o => o.Modalities.Count == 1 ? "one modality leaves nothing to fuse"
            : Unconnected(o) == null ? "the streams are connected" : null);

    /// <summary><c>--widths</c></summary>
    public static ExperimentOption Widths { get; } = Model.Integers("widths", "32,64,128", "Channels of stages 1, 2 and 3",
        (o, v) => o with { Widths = v }, o => o.Widths);

    /// <summary>Why options of a connection would be ignored, or null where there is one.</summary>
    private static string? Unconnected(ExperimentOptions o) =>
        o.Modalities.Count == 1 ? "one modality leaves nothing to connect"
        : o.Decision != null ? "--fusion decision has no connection"
        : o.Connection == ConnectionDirection.None ? "there is no connection (--connection none or --fusion feature)" : null;
}
