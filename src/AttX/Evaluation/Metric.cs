namespace AttX.Evaluation;

/// <summary>Names the scores of <see cref="ClassificationScores"/>.</summary>
public enum Metric
{
    /// <summary>Share of windows classified correctly.</summary>
    Accuracy,

    /// <summary>Mean of the classes' F1.</summary>
    MacroF1,

    /// <summary>Mean of the classes' F1, weighted by how often each class occurs.</summary>
    WeightedF1,

    /// <summary>Mean of the classes' recall.</summary>
    BalancedAccuracy,
}
