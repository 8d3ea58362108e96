using System.Globalization;
using AttX.Ground;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Options;

/// <summary>The options of <see cref="OptionGroup.Data"/>.</summary>
public static class DataGroup
{
    private static readonly OptionDefinitions Data = new(OptionGroup.Data);

    private static readonly Names<Device> Devices = new([.. DeviceTable.All.Select(row => (row.Name, row.Device))]);

    private static readonly Names<Normalisation> Normalisations = new(
        ("subject", Normalisation.Subject), ("session", Normalisation.Subject), ("baseline", Normalisation.Baseline),
        ("train", Normalisation.Train), ("running", Normalisation.Running), ("running+train", Normalisation.RunningAndTrain));

    private static readonly Names<FilterKind> Filters = new(("zero-phase", FilterKind.ZeroPhase), ("causal", FilterKind.Causal));

    private static readonly Names<bool> EdaScales = new(("linear", false), ("log", true));

    private static readonly Names<GapPolicy> GapPolicies = new(("error", GapPolicy.Error), ("interpolate", GapPolicy.Interpolate));

    /// <summary>Returns a way's name.</summary>
    public static string NameOf(Normalisation way) => Normalisations.NameOf(way);

    /// <summary>Returns a filter's name.</summary>
    public static string NameOf(FilterKind filter) => Filters.NameOf(filter);

    /// <summary><c>--device</c></summary>
    public static ExperimentOption Device { get; } = Data.Choice("device", Devices, "The device whose channels are used",
        (o, v) => o with { Device = v }, o => o.Device);

    /// <summary><c>--modalities</c></summary>
    public static ExperimentOption Modalities { get; } = Data.Words(
        "modalities", "ecg,eda|ecg|bvp,eda|…", "One or more modalities, at most one of them cardiac",
        name => OptionTable.Modalities.Parse(name), modality => OptionTable.Modalities.NameOf(modality),
        (o, v) => o with { Modalities = ModalityBranch.InOrder(v) }, o => o.Modalities);

    /// <summary><c>--task</c></summary>
    public static ExperimentOption Task { get; } = Data.Definition(
        "task", "NAME", "What is told apart; attx inspect lists the data's tasks [default: the data's first]",
        TaskJson.Read, TaskJson.Write, (o, v) => o with { Task = v }, o => IsCounted(o) ? null : o.Task);

    /// <summary><c>--classes</c></summary>
    public static ExperimentOption Classes { get; } = Data.Numbered(
        "classes", "2|3", "2: --task stress; 3: --task three, which is baseline, stress, amusement",
        ParseCounted, task => task.Count.ToString(CultureInfo.InvariantCulture), (o, v) => o with { Task = v }, o => IsCounted(o) ? o.Task : null)
        .AsRivalOf(Task);

    /// <summary><c>--thresholds</c>: never written, as the task's definition holds them.</summary>
    public static ExperimentOption Thresholds { get; } = Data.Reals(
        "thresholds", "X[,X]", "Of a task on a rating: the ratings at which the second class and those after it begin [default: the task's]",
        (o, v) => o.Task.Rating == null ? o : o with { Task = o.Task.At(v) }, _ => null,
        o => o.Task.Rating == null ? $"the task {o.Task.Name} is on labels, not on a rating" : null);

    /// <summary><c>--rate</c></summary>
    public static ExperimentOption Rate { get; } = Data.Integer("rate", "HZ", "Common sampling rate",
        (o, v) => o with { SamplingRateHz = v }, o => o.SamplingRateHz);

    /// <summary><c>--window</c></summary>
    public static ExperimentOption Window { get; } = Data.Real("window", "SECONDS", "Length of a window",
        (o, v) => o with { WindowSeconds = v }, o => o.WindowSeconds);

    /// <summary><c>--overlap</c></summary>
    public static ExperimentOption Overlap { get; } = Data.Real("overlap", "SHARE", "Share of a window that the next one repeats",
        (o, v) => o with { Overlap = v }, o => o.Overlap);

    /// <summary><c>--normalise</c></summary>
    public static ExperimentOption Normalise { get; } = Data.Choice("normalise", Normalisations,
        "What the z-score looks at: the session's samples, its baseline's, the training subjects', what was heard so far, or the last two",
        (o, v) => o with { Normalisation = v }, o => o.Normalisation);

    /// <summary><c>--filter</c></summary>
    public static ExperimentOption Filter { get; } = Data.Choice("filter", Filters, "Filter both ways, or forward alone as a live session does",
        (o, v) => o with { Filter = v }, o => o.Filter, Unless(o => o.Filter != FilterKind.ZeroPhase));

    /// <summary><c>--eda</c></summary>
    public static ExperimentOption Eda { get; } = Data.Choice("eda", EdaScales, "Skin conductance as it is, or as its logarithm",
        (o, v) => o with { EdaAsLogarithm = v }, o => o.EdaAsLogarithm, Unless(o => o.EdaAsLogarithm));

    /// <summary><c>--settle</c></summary>
    public static ExperimentOption Settle { get; } = Data.Real("settle", "SECONDS", "Time from a session's start without estimates",
        (o, v) => o with { SettleSeconds = v }, o => o.SettleSeconds, Unless(o => o.SettleSeconds != 0));

    /// <summary><c>--memory</c></summary>
    public static ExperimentOption Memory { get; } = Data.Real("memory", "MINUTES", "Time after which what was heard fades; 0: never",
        (o, v) => o with { MemoryMinutes = v }, o => o.MemoryMinutes,
        o => !o.Normalisation.IsRunning() ? "only --normalise running remembers" : o.MemoryMinutes == 0 ? AtDefault : null);

    /// <summary><c>--gaps</c></summary>
    public static ExperimentOption Gaps { get; } = Data.Choice("gaps", GapPolicies, "Missing values: refuse them, or interpolate up to 1 s",
        (o, v) => o with { Gaps = v }, o => o.Gaps);

    /// <summary>An option at its default is not written, so that files are the same as before it existed.</summary>
    private const string AtDefault = "it is at its default";

    private static Func<ExperimentOptions, string?> Unless(Func<ExperimentOptions, bool> isSet) => o => isSet(o) ? null : AtDefault;

    /// <summary>Returns whether a task is written as a number of classes, as tasks were before they had names.</summary>
    private static bool IsCounted(ExperimentOptions o) => AffectTasks.Counted.Contains(o.Task);

    private static ClassificationTask ParseCounted(string text) =>
        AffectTasks.Counted.FirstOrDefault(t => t.Count.ToString(CultureInfo.InvariantCulture) == text)
            ?? throw new FormatException($"must be {string.Join(" or ", AffectTasks.Counted.Select(t => t.Count))}, got {text}");
}
