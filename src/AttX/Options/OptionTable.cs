using System.Globalization;
using AttX.Ground;
using AttX.Models;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Options;

/// <summary>Every option of a run, in the order of the help text.</summary>
public static class OptionTable
{
    private static readonly Names<Device> Devices = new([.. DeviceTable.All.Select(d => (d.Name, d.Device))]);

    private static readonly Names<ConnectionDirection> Directions = new(
        ("both", ConnectionDirection.Both), ("ecg-to-eda", ConnectionDirection.EcgToEda),
        ("eda-to-ecg", ConnectionDirection.EdaToEcg), ("none", ConnectionDirection.None));

    private static readonly Names<ConnectionDirection> Types = new(
        ("I", ConnectionDirection.EcgToEda), ("II", ConnectionDirection.EdaToEcg), ("III", ConnectionDirection.Both));

    private static readonly Names<AttentionScope> Scopes = new(("element", AttentionScope.Element), ("time-step", AttentionScope.TimeStep));

    private static readonly Names<bool> Fusions = new(("feature", false), ("decision", true));

    private static readonly Names<DecisionRule> Rules = new(
        ("average", DecisionRule.Average), ("weighted", DecisionRule.Weighted), ("vote", DecisionRule.Vote));

    private static readonly Names<Normalisation> Normalisations = new(
        ("subject", Normalisation.Subject), ("baseline", Normalisation.Baseline), ("train", Normalisation.Train));

    private static readonly Names<GapPolicy> GapPolicies = new(("error", GapPolicy.Error), ("interpolate", GapPolicy.Interpolate));

    /// <summary>Names of modalities, as options and cached files spell them.</summary>
    public static Names<Modality> Modalities { get; } = new([.. ModalityTable.All.Select(m => (m.Name, m.Modality))]);

    /// <summary>The options.</summary>
    public static IReadOnlyList<ExperimentOption> All { get; } =
    [
        Choice("device", Devices, "The device whose channels are used [default: chest]", (o, v) => o with { Device = v }, o => o.Device),
        ExperimentOption.Define("modalities", "ecg,eda|ecg|eda|bvp,eda|…", "One or two modalities [default: ecg,eda (chest), bvp,eda (wrist)]",
            OptionForm.Texts, text => List(text, Modalities.Parse), v => string.Join(',', v.Select(Modalities.NameOf)),
            (o, v) => o with { Modalities = [.. v.OrderBy(m => m == Modality.Eda)] }, o => o.Modalities),
        Choice("connection", Directions, "Which stream's representation flows to which [default: both]",
            (o, v) => o with { Connection = v }, o => o.Connection, Unconnected),
        Choice("type", Types, "The paper's name of a connection: I ecg-to-eda, II eda-to-ecg, III both",
            (o, v) => o with { Connection = v }, o => o.Connection == ConnectionDirection.None ? null : o.Connection, Unconnected, aliasOf: "connection"),
        Numbers("stages", "1,2", "Stages (1 to 3) after which the streams are connected [default: 1,2]",
            (o, v) => o with { Stages = [.. v.Order()] }, o => o.Stages.Count > 0 ? o.Stages : null, Unconnected),
        ExperimentOption.Define("no-attention", "", "Connect without attention (theta = 1)", OptionForm.Flag, ParseFlag, v => v ? "true" : "false",
            (o, v) => o with { Attention = !v }, o => !o.Attention, Unconnected),
        Choice("attention-scope", Scopes, "One attention weight per element or per time step [default: element]",
            (o, v) => o with { AttentionScope = v }, o => o.Attention ? o.AttentionScope : null,
            o => Unconnected(o) ?? (o.Attention ? null : "--no-attention has no attention to scope")),
        Choice("fusion", Fusions, "No connection: one network on both streams' features, or the decisions of two networks",
            (o, v) => o with { Connection = ConnectionDirection.None, Decision = v ? o.Decision ?? DecisionRule.Average : null },
            o => o.Modalities.Count == 1 ? null : o.Decision != null,
            o => o.Modalities.Count == 1 ? "one modality leaves nothing to fuse"
                : Unconnected(o) == null ? "the streams are connected" : null),
        Choice("decision", Rules, "How --fusion decision puts the two together [default: average]",
            (o, v) => o with { Decision = o.Decision == null ? null : v }, o => o.Decision,
            o => o.Decision == null ? "it belongs to --fusion decision" : null),
        Integer("classes", "2|3", "2: stress or not; 3: baseline, stress, amusement [default: 2]", (o, v) => o with { Classes = v }, o => o.Classes),
        Integer("epochs", "N", "Passes over the training windows [default: 100]", (o, v) => o with { Epochs = v }, o => o.Epochs),
        Integer("batch-size", "N", "Windows a step [default: 16]", (o, v) => o with { BatchSize = v }, o => o.BatchSize),
        Real("learning-rate", "RATE", "Adam's step size [default: 0.001]", (o, v) => o with { LearningRate = v }, o => o.LearningRate),
        Integer("rate", "HZ", "Common sampling rate [default: 256 (chest), 64 (wrist)]", (o, v) => o with { SamplingRateHz = v }, o => o.SamplingRateHz),
        Real("window", "SECONDS", "Length of a window [default: 10]", (o, v) => o with { WindowSeconds = v }, o => o.WindowSeconds),
        Real("overlap", "SHARE", "Share of a window that the next one repeats [default: 0.5]", (o, v) => o with { Overlap = v }, o => o.Overlap),
        Choice("normalise", Normalisations, "Whose samples the z-score looks at: the subject's, its baseline's, the training subjects' [default: subject]",
            (o, v) => o with { Normalisation = v }, o => o.Normalisation),
        Choice("gaps", GapPolicies, "Missing values: refuse them, or interpolate up to 1 s [default: error]", (o, v) => o with { Gaps = v }, o => o.Gaps),
        ExperimentOption.Define("skip-bad-windows", "", "Leave windows of bad signal quality out of training (they are tested on all the same)",
            OptionForm.Flag, ParseFlag, v => v ? "true" : "false", (o, v) => o with { SkipBadWindows = v }, o => o.SkipBadWindows,
            // Without it, a run's files are as they were before there was such an option.
            o => o.SkipBadWindows ? null : "no window is skipped"),
        Numbers("widths", "32,64,128", "Channels of stages 1, 2 and 3 [default: 32,64,128]", (o, v) => o with { Widths = v }, o => o.Widths),
        ExperimentOption.Define<IReadOnlyList<string>>("subjects", "S2,S3", "The subjects to use [default: all]", OptionForm.Texts,
            text => List(text, s => s), v => string.Join(',', v), (o, v) => o with { Subjects = v }, o => o.Subjects.Count > 0 ? o.Subjects : null),
        ExperimentOption.Define("seed", "N", "Decides every random number [default: 1]", OptionForm.Number,
            text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong v) ? v
                : throw new FormatException($"must be a whole number from 0 to {ulong.MaxValue}, got {text}"),
            v => v.ToString(CultureInfo.InvariantCulture), (o, v) => o with { Seed = v }, o => o.Seed),
    ];

    /// <summary>The option that JSON calls so, or null.</summary>
    internal static ExperimentOption? ByKey(string key) => All.FirstOrDefault(o => o.Key == key);

    /// <summary>The key that a misspelt one may have meant.</summary>
    internal static string NearestKey(string key) => All.Select(o => o.Key).MinBy(known => EditDistance(known, key))!;

    private static string? Unconnected(ExperimentOptions o) =>
        o.Modalities.Count == 1 ? "one modality leaves nothing to connect"
        : o.Decision != null ? "--fusion decision has no connection"
        : o.Connection == ConnectionDirection.None ? "there is no connection (--connection none or --fusion feature)" : null;

    private static ExperimentOption Choice<T>(
        string name, Names<T> names, string help, Func<ExperimentOptions, T, ExperimentOptions> set, Func<ExperimentOptions, T?> get,
        Func<ExperimentOptions, string?>? unused = null, string? aliasOf = null)
        where T : struct => ExperimentOption.Define<Named<T>>(
            name, string.Join('|', names.All), help, OptionForm.Text, text => new(names.Parse(text)), v => names.NameOf(v.Value),
            (o, v) => set(o, v.Value), o => get(o) is { } value ? new(value) : null, unused, aliasOf);

    private static ExperimentOption Integer(
        string name, string value, string help, Func<ExperimentOptions, int, ExperimentOptions> set, Func<ExperimentOptions, int> get) =>
        ExperimentOption.Define(name, value, help, OptionForm.Number, ParseInteger, v => v.ToString(CultureInfo.InvariantCulture), set, get);

    private static ExperimentOption Real(
        string name, string value, string help, Func<ExperimentOptions, double, ExperimentOptions> set, Func<ExperimentOptions, double> get) =>
        ExperimentOption.Define(name, value, help, OptionForm.Number, ParseReal, v => v.ToString("R", CultureInfo.InvariantCulture), set, get);

    private static ExperimentOption Numbers(
        string name, string value, string help, Func<ExperimentOptions, IReadOnlyList<int>, ExperimentOptions> set,
        Func<ExperimentOptions, IReadOnlyList<int>?> get, Func<ExperimentOptions, string?>? unused = null) =>
        ExperimentOption.Define(name, value, help, OptionForm.Numbers, text => List(text, ParseInteger), v => string.Join(',', v), set, get, unused);

    private static IReadOnlyList<T> List<T>(string text, Func<string, T> parse) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries).Select(item => item.Length > 0 ? parse(item) : throw new FormatException("has an empty item"))];

    private static bool ParseFlag(string text) => text == "true";

    private static int ParseInteger(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int v) ? v
            : throw new FormatException($"must be a whole number up to {int.MaxValue}, got {text}");

    private static double ParseReal(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) && double.IsFinite(v) ? v
            : throw new FormatException($"must be a number, got {text}");

    /// <summary>Levenshtein's distance: insertions, deletions and replacements from one word to the other.</summary>
    private static int EditDistance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }

    private sealed record Named<T>(T Value);
}
