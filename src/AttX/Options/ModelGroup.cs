using AttX.Ground;
using AttX.Models.Connections;

namespace AttX.Options;

/// <summary>The options of <see cref="OptionGroup.Model"/>.</summary>
public static class ModelGroup
{
    private static readonly OptionDefinitions Model = new(OptionGroup.Model);

    private static readonly Names<AttentionScope> Scopes = new(("element", Models.Connections.AttentionScope.Element), ("time-step", Models.Connections.AttentionScope.TimeStep));

    private static readonly Names<bool> Fusions = new(("feature", false), ("decision", true));

    /// <summary><c>--connection</c></summary>
    public static ExperimentOption Connection { get; } = Model.Text("connection", ConnectionText.Forms,
        "Which branch's representation flows to which; both: all to all", ConnectionText.Parse, ConnectionText.Of,
        (o, v) => o with { Connection = v }, o => o.Connection, Unconnected);

    /// <summary><c>--type</c></summary>
    public static ExperimentOption Type { get; } = Model.Text("type", "I|II|III",
        "The paper's name of a connection: I ecg-to-eda, II eda-to-ecg, III both", ConnectionText.ParseType, ConnectionText.Of,
        (o, v) => o with { Connection = v }, o => o.Connection.IsEmpty ? null : o.Connection, Unconnected)
        .AsAliasOf(Connection);

    /// <summary><c>--stages</c></summary>
    public static ExperimentOption Stages { get; } = Model.Integers("stages", "1,2", "Stages (1 to 3) after which the branches are connected",
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
        "No connection: one network on all branches' features, or the decisions of one network a modality",
        (o, v) => o with { Connection = ConnectionGraph.None, Decision = v ? o.Decision ?? ExperimentOptions.DefaultDecision : null },
        o => o.Modalities.Count == 1 ? null : o.Decision != null,
        o => o.Modalities.Count == 1 ? "one modality leaves nothing to fuse"
            : Unconnected(o) == null ? "the branches are connected" : null);

    /// <summary><c>--widths</c></summary>
    public static ExperimentOption Widths { get; } = Model.Integers("widths", "32,64,128", "Channels of stages 1, 2 and 3",
        (o, v) => o with { Widths = v }, o => o.Widths);

    /// <summary><c>--sensor-dropout</c></summary>
    public static ExperimentOption SensorDropout { get; } = Model.Real("sensor-dropout", "P",
        "Hide each modality of a training window with this probability, so that the model can miss a sensor (0: never)",
        (o, v) => o with { SensorDropout = v }, o => o.SensorDropout,
        // Without it, a run's files are the same as before the option existed.
        o => o.Modalities.Count == 1 ? "one modality leaves nothing to fall back on"
            : o.Decision != null ? "--fusion decision has a network for each modality, so that none is hidden from another"
            : o.SensorDropout == 0 ? "no sensor is hidden" : null);

    /// <summary>Returns why options of a connection would be ignored, or null if there is a connection.</summary>
    private static string? Unconnected(ExperimentOptions o) =>
        o.Modalities.Count == 1 ? "one modality leaves nothing to connect"
        : o.Decision != null ? "--fusion decision has no connection"
        : o.Connection.IsEmpty ? "there is no connection (--connection none or --fusion feature)" : null;
}
