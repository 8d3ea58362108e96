namespace AttX.Signals.Modalities;

/// <summary>Text form of a set of sensors: "bvp+eda".</summary>
public static class SensorNames
{
    /// <summary>Joins the modalities' names, in the order given.</summary>
    public static string Of(IEnumerable<Modality> modalities) => string.Join('+', modalities.Select(m => m.Info().Name));
}
