namespace AttX.Signals;

/// <summary>Tasks on the labels baseline, stress, amusement and meditation (Schmidt et al. 2018), for any dataset that has them.</summary>
public static class AffectTasks
{
    /// <summary>Non-stress (baseline and amusement) against stress: the paper's task.</summary>
    public static ClassificationTask Stress { get; } = Of("stress", ["non-stress", "stress"],
        ("baseline", "non-stress"), ("stress", "stress"), ("amusement", "non-stress"));

    /// <summary>Baseline, stress and amusement as three classes.</summary>
    public static ClassificationTask Three { get; } = Of("three", ["baseline", "stress", "amusement"],
        ("baseline", "baseline"), ("stress", "stress"), ("amusement", "amusement"));

    /// <summary>The same, with meditation as a fourth class.</summary>
    public static ClassificationTask Four { get; } = Of("four", ["baseline", "stress", "amusement", "meditation"],
        ("baseline", "baseline"), ("stress", "stress"), ("amusement", "amusement"), ("meditation", "meditation"));

    /// <summary>All tasks.</summary>
    public static IReadOnlyList<ClassificationTask> All { get; } = [Stress, Three, Four];

    /// <summary>Tasks that options and files name by their number of classes, as all did before tasks had names.</summary>
    public static IReadOnlyList<ClassificationTask> Counted { get; } = [Stress, Three];

    private static ClassificationTask Of(string name, IReadOnlyList<string> classes, params (string, string)[] labels) =>
        new ClassificationTask(name, classes, labels) { Baseline = "baseline" }.About("stress");
}
