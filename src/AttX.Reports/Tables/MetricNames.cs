using AttX.Evaluation;

namespace AttX.Reports.Tables;

/// <summary>Display names of the metrics.</summary>
public static class MetricNames
{
    /// <summary>Returns the name for a heading.</summary>
    public static string NameOf(Metric metric) => metric switch
    {
        Metric.Accuracy => "Accuracy",
        Metric.MacroF1 => "Macro F1",
        Metric.WeightedF1 => "Weighted F1",
        Metric.BalancedAccuracy => "Balanced accuracy",
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };
}
