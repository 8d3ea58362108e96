namespace AttX.Evaluation;

/// <summary>What is fitted to make probabilities those with which they come true.</summary>
public enum CalibrationKind
{
    /// <summary>Nothing: they are the model's own.</summary>
    None,

    /// <summary>One temperature: estimates become more or less sure, and no class changes.</summary>
    Temperature,

    /// <summary>A temperature, and a bias for each class but the first, which also moves the threshold between classes.</summary>
    TemperatureAndBias,
}
