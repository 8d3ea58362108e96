using AttX.Ground;
using AttX.Models.Connections;
using AttX.Nn.Layers;
using AttX.Signals.Features;

namespace AttX.Options;

/// <summary>The options of <see cref="OptionGroup.Model"/>.</summary>
public static class ModelGroup
{
    private static readonly OptionDefinitions Model = new(OptionGroup.Model);

    private static readonly Names<AttentionScope> Scopes = new(("element", Models.Connections.AttentionScope.Element), ("time-step", Models.Connections.AttentionScope.TimeStep));

    private static readonly Names<ConnectionKind> Kinds = new(
        ("attx", Models.Connections.ConnectionKind.AttX), ("x-cnn", Models.Connections.ConnectionKind.XCnn), ("xflow", Models.Connections.ConnectionKind.XFlow));

    private static readonly Names<bool> Attentions = new(("learned", false), ("fixed", true));

    private static readonly Names<bool> InitialValues = new(("identity", false), ("glorot", true));

    private static readonly Names<ConnectionMerge> Merges = new(("concat", ConnectionMerge.Concatenation), ("sum", ConnectionMerge.Sum));

    private static readonly Names<bool> Fusions = new(("feature", false), ("decision", true));

    private static readonly Names<FeatureSet> FeatureSets = new(("none", FeatureSet.None), ("plain", FeatureSet.Plain), ("all", FeatureSet.All));

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
        (o, v) => o with { Attention = !v }, o => !o.Attention, NotAttX);

    /// <summary><c>--connection-kind</c></summary>
    public static ExperimentOption ConnectionKind { get; } = Model.Choice("connection-kind", Kinds,
        "AttX's attentive connections, or those of X-CNN (1 x 1 convolutions) or XFlow (convolutions, and the senders' inputs) [default: attx]",
        (o, v) => o with { ConnectionKind = v }, o => o.ConnectionKind,
        o => Unconnected(o) ?? (IsAttX(o) ? AtDefault : null));

    /// <summary><c>--attention</c></summary>
    public static ExperimentOption Attention { get; } = Model.Choice("attention", Attentions,
        "Learn theta, or fix it at 1/d, d the number of modalities [default: learned]",
        (o, v) => o with { FixedAttention = v }, o => o.FixedAttention,
        o => NotAttX(o) ?? (!o.Attention ? "--no-attention has theta = 1" : o.FixedAttention ? null : AtDefault));

    /// <summary><c>--attention-init</c></summary>
    public static ExperimentOption AttentionInit { get; } = Model.Choice("attention-init", InitialValues,
        "Initial W and w_u of the attention: the identity and 1, or Glorot's values [default: identity]",
        (o, v) => o with { GlorotAttention = v }, o => o.GlorotAttention, o => Unattended(o) ?? (o.GlorotAttention ? null : AtDefault));

    /// <summary><c>--merge</c></summary>
    public static ExperimentOption Merge { get; } = Model.Choice("merge", Merges,
        "A receiver joins its own and what it receives side by side, or as their sum [default: concat]",
        (o, v) => o with { Merge = v }, o => o.Merge, o => NotAttX(o) ?? (o.Merge == ConnectionMerge.Concatenation ? AtDefault : null));

    /// <summary><c>--bn-momentum</c></summary>
    public static ExperimentOption BatchNormMomentum { get; } = Model.Real("bn-momentum", "SHARE",
        "Share of the running statistics that batch norm keeps per step: 0.9 in PyTorch (momentum 0.1), 0.99 in Keras [default: 0.9]",
        (o, v) => o with { BatchNormMomentum = v }, o => o.BatchNormMomentum, o => o.BatchNormMomentum == BatchNorm1d.Momentum ? AtDefault : null);

    /// <summary><c>--receptive-field</c></summary>
    public static ExperimentOption ReceptiveField { get; } = Model.Real("receptive-field", "SECONDS",
        "Seconds of signal that a feature of the CNN branches sees, at least; widens kernel and stride of the first convolutions (0: 32 and 4 samples) [default: 0]",
        (o, v) => o with { ReceptiveFieldSeconds = v }, o => o.ReceptiveFieldSeconds, o => o.ReceptiveFieldSeconds == 0 ? AtDefault : null);

    /// <summary><c>--attention-scope</c></summary>
    public static ExperimentOption AttentionScope { get; } = Model.Choice("attention-scope", Scopes, "One attention weight per element or per time step",
        (o, v) => o with { AttentionScope = v }, o => o.Attention && !o.FixedAttention && IsAttX(o) ? o.AttentionScope : null,
        Unattended);

    /// <summary><c>--fusion</c></summary>
    public static ExperimentOption Fusion { get; } = Model.Choice("fusion", Fusions,
        "No connection: one network on all branches' features, or the decisions of one network (or --learner) a modality",
        (o, v) => o with { Connection = ConnectionGraph.None, Decision = v ? o.Decision ?? ExperimentOptions.DefaultDecision : null },
        o => o.Modalities.Count == 1 ? null : o.Decision != null,
        o => o.Modalities.Count == 1 ? "one modality leaves nothing to fuse"
            : o.Learner != null ? (o.Decision == null ? AtDefault : null)
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

    /// <summary><c>--context</c></summary>
    public static ExperimentOption Context { get; } = Model.Real("context", "SECONDS",
        "Seconds of the session that an estimate rests on, by a recurrent layer over its windows; 0: the window alone",
        (o, v) => o with { ContextSeconds = v }, o => o.ContextSeconds,
        o => o.Decision != null && o.Modalities.Count > 1 ? "--fusion decision has a network for each modality, none of which sees a session" : o.ContextSeconds == 0 ? AtDefault : null);

    /// <summary><c>--features</c></summary>
    public static ExperimentOption Features { get; } = Model.Choice("features", FeatureSets,
        "Hand-made features that enter the network beside its signals: the linear baseline's ten, or all of its signals' (attx features --list) [default: none; of a learner: all]",
        (o, v) => o with { Features = v }, o => o.Features, o => o.Decision != null && o.Modalities.Count > 1 ? "--fusion decision has a network for each modality, and features are of several"
            : o.Features == FeatureSet.None ? AtDefault : null);

    /// <summary>An option at its default is not written, so that files are the same as before it existed.</summary>
    private const string AtDefault = "it is at its default";

    private static bool IsAttX(ExperimentOptions o) => o.ConnectionKind == Models.Connections.ConnectionKind.AttX;

    /// <summary>Returns why options of learned attention would be ignored, or null if there is some.</summary>
    private static string? Unattended(ExperimentOptions o) => NotAttX(o)
        ?? (!o.Attention ? "--no-attention has no attention to learn" : o.FixedAttention ? "--attention fixed has none to learn" : null);

    /// <summary>Returns why options of AttX's connections would be ignored, or null if there are such.</summary>
    private static string? NotAttX(ExperimentOptions o) => Unconnected(o)
        ?? (IsAttX(o) ? null : $"it belongs to --connection-kind attx, and this is {Kinds.NameOf(o.ConnectionKind)}");

    /// <summary>Returns why options of a connection would be ignored, or null if there is a connection.</summary>
    private static string? Unconnected(ExperimentOptions o) =>
        o.Modalities.Count == 1 ? "one modality leaves nothing to connect"
        : o.Decision != null ? "--fusion decision has no connection"
        : o.Connection.IsEmpty ? "there is no connection (--connection none or --fusion feature)" : null;
}
