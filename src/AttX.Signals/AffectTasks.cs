namespace AttX.Signals;

/// <summary>The tasks that the labels baseline, stress, amusement and meditation allow (Schmidt et al. 2018), whichever dataset has them.</summary>
public static class AffectTasks
{
    /// <summary>Non-stress (baseline and amusement) against stress: the paper's task.</summary>
    public static ClassificationTask Stress { get; } = Of("stress", ["non-stress", "stress"],
        ("baseline", "non-stress"), ("stress", "stress"), ("amusement", "non-stress"));

    /// <summary>Baseline, stress and amusement apart.</summary>
    public static ClassificationTask Three { get; } = Of("three", ["baseline", "stress", "amusement"],
        ("baseline", "baseline"), ("stress", "stress"), ("amusement", "amusement"));

    /// <summary>Meditation as a class of its own too.</summary>
    public static ClassificationTask Four { get; } = Of("four", ["baseline", "stress", "amusement", "meditation"],
        ("baseline", "baseline"), ("stress", "stress"), ("amusement", "amusement"), ("meditation", "meditation"));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ClassificationTask> All { get; } = [Stress, Three, Four];

    /// <summary>The tasks that options and files name by their number of classes, as all did before tasks had names.</summary>
    public static IReadOnlyList<ClassificationTask> Counted { get; } = [Stress, Three];

    private static ClassificationTask Of(string name, IReadOnlyList<string> classes, params (string, string)[] labels) =>
        new ClassificationTask(name, classes, labels) { Baseline = "baseline" }.About("stress");
}
