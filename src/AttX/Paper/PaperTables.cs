using AttX.Evaluation;
using AttX.Ground;
using AttX.Models.Connections;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Sweeps;

namespace AttX.Paper;

/// <summary>A row of the paper's Table I or III.</summary>
/// <param name="Label">Its label in the paper's tables; a direction has the arrow printed there.</param>
/// <param name="Tables">The tables that contain it: I, III or both.</param>
/// <param name="Direction">Direction of its connections; null if it has none.</param>
/// <param name="Stages">Stages that are connected.</param>
/// <param name="Settings">Its distinguishing settings; branches are named <c>ecg</c> and <c>eda</c>.</param>
/// <param name="Accuracy">Published accuracy, percent.</param>
/// <param name="MacroF1">Published macro F1, percent.</param>
/// <param name="WeightedF1">Published weighted F1, percent; null if the paper prints none.</param>
public sealed record PaperRow(
    string Label, IReadOnlyList<string> Tables, ConnectionGraph? Direction, IReadOnlyList<int> Stages,
    IReadOnlyList<(string Option, string Text)> Settings, double Accuracy, double MacroF1, double? WeightedF1);

/// <summary>A row of the paper's Table II: figures that it quotes of other systems.</summary>
/// <param name="Label">The system, as cited.</param>
/// <param name="Accuracy">Published accuracy, percent.</param>
/// <param name="MacroF1">Published macro F1, percent; null if none is printed.</param>
public sealed record CitedRow(string Label, double Accuracy, double? MacroF1);

/// <summary>The experiments of Bhatti et al. 2021 and the figures printed there (leave one subject out on WESAD's chest signals, binary).</summary>
public static class PaperTables
{
    /// <summary>The sweep's name.</summary>
    public const string SweepName = "paper";

    /// <summary>The label of the row that all others are compared with.</summary>
    public const string Reference = SweepPlan.Reference;

    /// <summary>The people of the paper's experiments: WESAD's.</summary>
    public static IReadOnlyList<string> Subjects { get; } = [.. Enumerable.Range(2, 16).Where(n => n != 12).Select(n => $"S{n}")];

    private static readonly string[] OneTwo = ["I", "III"];

    private static readonly BranchSelection Branches = BranchSelection.Of("ecg", "eda");

    /// <summary>From the cardiac branch to the EDA branch.</summary>
    public static ConnectionGraph EcgToEda { get; } = ConnectionGraph.Of(("ecg", "eda"));

    /// <summary>From the EDA branch to the cardiac one.</summary>
    public static ConnectionGraph EdaToEcg { get; } = ConnectionGraph.Of(("eda", "ecg"));

    /// <summary>Every configuration of Tables I and III, once.</summary>
    public static IReadOnlyList<PaperRow> Rows { get; } =
    [
        new(Reference, OneTwo, null, [], [("fusion", "feature")], 81.49, 78.60, 82.41),
        .. Connected(EdaToEcg, "EDA→ECG", "eda-to-ecg",
            [84.37, 82.64, 84.52], [79.67, 77.95, 79.72], [87.63, 86.39, 87.90], [84.42, 81.35, 85.37], [84.13, 81.13, 85.47],
            [88.33, 86.14, 89.05], [88.72, 87.85, 88.53]),
        .. Connected(EcgToEda, "ECG→EDA", "ecg-to-eda",
            [87.85, 85.90, 88.05], [81.35, 77.02, 83.11], [81.74, 79.85, 81.89], [88.67, 87.12, 88.96], [85.90, 82.59, 87.03],
            [90.45, 88.58, 90.58], [87.93, 85.80, 89.06]),
        .. Connected(ConnectionGraph.AllToAll, "Both", "both",
            [88.58, 86.49, 88.78], [85.42, 82.14, 86.09], [88.12, 86.78, 88.12], [92.08, 91.11, 92.08], [88.53, 85.94, 88.78],
            [89.06, 87.24, 89.12], [90.00, 88.66, 89.91]),
        new("EDA alone", ["III"], null, [], [("modalities", "eda")], 78.65, 70.47, null),
        new("ECG alone", ["III"], null, [], [("modalities", "ecg")], 78.51, 76.96, null),
        new("Without attention", ["III"], ConnectionGraph.AllToAll, [1, 2],
            [("connection", "both"), ("stages", "1,2"), ("no-attention", "true")], 87.09, 83.10, null),
    ];

    /// <summary>
    /// Returns the row whose figures a one-way row has by the paper's text and Figure 1, which give its direction the type whose arrow in Table I points
    /// the other way; null for any other row.
    /// </summary>
    public static PaperRow? ByText(PaperRow row)
    {
        ConnectionGraph? other = row.Direction is not { } direction ? null : direction.Equals(EcgToEda) ? EdaToEcg : direction.Equals(EdaToEcg) ? EcgToEda : null;
        return other == null ? null : Rows.First(r => other.Equals(r.Direction) && r.Stages.SequenceEqual(row.Stages));
    }

    /// <summary>Table II.</summary>
    public static IReadOnlyList<CitedRow> Cited { get; } =
    [
        new("Bota et al., feature fusion", 85.80, null),
        new("Bota et al., decision fusion", 87.60, 19.40), // as printed
        new("Bajpai & He (kNN)", 90.00, 90.00),
        new("Schmidt et al.", 93.12, 91.47),
        new("AttX, both, stages 1,2", 92.08, 91.11),
    ];

    /// <summary>The systems of Table II as they are run here, on windows of 60 s and the run's own modalities; docs/method.md has what their sources leave open.</summary>
    public static IReadOnlyList<RowSettings> Systems { get; } =
    [
        System("Schmidt et al., decision tree", "tree", "criterion=entropy,split=20"),
        System("Schmidt et al., random forest", "random-forest", "criterion=entropy,trees=100"),
        System("Schmidt et al., AdaBoost", "adaboost", "trees=100"),
        System("Schmidt et al., linear discriminant", "lda"),
        System("Schmidt et al., 9 neighbours", "knn", "k=9"),
        System("Bota et al., feature fusion", "lda", null, ("select-features", "10")),
        System("Bota et al., decision fusion", "lda", null, ("select-features", "10"), ("fusion", "decision"), ("decision", "weighted")),
        System("Bajpai & He, neighbours swept", "knn", "k=auto"),
    ];

    /// <summary>The name under which <see cref="Rivals"/> are asked for.</summary>
    public const string RivalsName = "rivals";

    /// <summary>Rows beyond the paper's tables: earlier works' connections in AttX's place, and attention that learns nothing.</summary>
    public static IReadOnlyList<RowSettings> Rivals { get; } =
    [
        Rival("X-CNN", ("connection-kind", "x-cnn")),
        Rival("XFlow", ("connection-kind", "xflow")),
        Rival("Theta fixed", ("attention", "fixed")),
    ];

    /// <summary>Whether a row of the paper belongs beside <see cref="Rivals"/>: what they are compared with.</summary>
    public static bool IsBesideRivals(PaperRow row) =>
        row.Label == Reference || (row.Stages is [1, 2] && row.Direction?.Equals(ConnectionGraph.AllToAll) == true);

    /// <summary>Returns the rows of some tables for a sweep with a device's modalities.</summary>
    /// <param name="tables">Some of I, II, III and rivals.</param>
    /// <param name="modalities">The cardiac modality and EDA.</param>
    /// <exception cref="OptionsException">Other tables, or other modalities.</exception>
    public static IReadOnlyList<RowSettings> Settings(IReadOnlyList<string> tables, IReadOnlyList<Modality> modalities)
    {
        if (tables.Except([.. OneTwo, "II", RivalsName]).Any() || tables.Count == 0)
            throw new OptionsException([$"--tables must be among I, II, III and {RivalsName}, such as I,III, got {string.Join(',', tables)}."]);
        string names = string.Join(',', modalities.Select(OptionTable.Modalities.NameOf));
        if (!BranchSelection.Of(modalities.Select(m => m.Branch().Name)).Equals(Branches))
            throw new OptionsException([$"--modalities must name two for the paper's tables, a cardiac one and eda, got {names}; their rows with one modality use each alone."]);
        bool rivals = tables.Contains(RivalsName);
        return [.. Rows.Where(row => row.Tables.Intersect(tables).Any() || (rivals && IsBesideRivals(row))).Select(row => new RowSettings(row.Label,
            [.. row.Settings.Select(s => s.Option == "modalities"
                ? (s.Option, OptionTable.Modalities.NameOf(modalities.First(m => m.Branch().Name == s.Text))) : s)])),
            .. rivals ? Rivals : [], .. tables.Contains("II") ? Systems : []];
    }

    /// <summary>
    /// Returns the row whose network these options describe; null if the paper has none. Device, epochs and widths may differ.
    /// </summary>
    public static PaperRow? RowOf(ExperimentOptions options) => options.Learner != null || options.Decision != null || options.Split.Kind != SplitKind.LeaveOneSubjectOut || !options.Task.Equals(AffectTasks.Stress) ? null : Rows.FirstOrDefault(row =>
        options.Connection.Equals(row.Direction ?? ConnectionGraph.None)
        && options.Stages.SequenceEqual(row.Stages)
        && options.Attention == row.Settings.All(s => s.Option != "no-attention")
        && options is { ConnectionKind: ConnectionKind.AttX, FixedAttention: false, Merge: ConnectionMerge.Concatenation, ContextSeconds: 0, Features: FeatureSet.None }
        && options.Networks is [var network]
        && network == BranchesOf(row));

    private static RowSettings System(string label, string learner, string? options = null, params (string Option, string Text)[] more) =>
        new(label, [("window", "60"), ("normalise", "train"), ("learner", learner), .. options == null ? [] : new[] { ("learner-options", options) }, .. more]);

    private static RowSettings Rival(string label, (string Option, string Text) kind) =>
        new($"{label}, both, stages 1,2", [("connection", "both"), ("stages", "1,2"), kind]);

    /// <summary>Returns both branches, or the single one.</summary>
    private static BranchSelection BranchesOf(PaperRow row) =>
        row.Settings.FirstOrDefault(s => s.Option == "modalities").Text is { } alone ? BranchSelection.Of(alone) : Branches;

    private static IEnumerable<PaperRow> Connected(ConnectionGraph direction, string arrow, string name, params double[][] published)
    {
        int[][] sets = [[1], [2], [3], [1, 2], [1, 3], [2, 3], [1, 2, 3]];
        return sets.Zip(published, (stages, p) => new PaperRow(
            $"{arrow}, stages {string.Join(',', stages)}",
            direction.Equals(ConnectionGraph.AllToAll) && stages is [1, 2] ? OneTwo : ["I"],
            direction, stages, [("connection", name), ("stages", string.Join(',', stages))], p[0], p[1], p[2]));
    }
}
