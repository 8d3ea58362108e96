namespace AttX.Datasets.Labels;

/// <summary>A label from one moment to another.</summary>
/// <param name="StartSeconds">Its start, in seconds after the recording's first sample.</param>
/// <param name="EndSeconds">Its end, likewise; the label no longer holds there.</param>
/// <param name="Label">The label's name.</param>
/// <param name="Place">Where it stands, for messages: "labels.csv:7".</param>
public readonly record struct LabelSpan(double StartSeconds, double EndSeconds, string Label, string Place);
