using AttX.Signals.Modalities;

namespace AttX.Signals.Preprocessing;

/// <summary>Skin conductance as its logarithm: people's levels differ by factors, and so do their responses (Boucsein 2012).</summary>
internal static class LogEda
{
    /// <summary>Conductance below which skin cannot be distinguished from no contact, in µS.</summary>
    public const double Floor = 0.01;

    /// <summary>Whether a channel enters as its logarithm.</summary>
    public static bool AppliesTo(Modality modality, bool asLogarithm) => asLogarithm && modality == Modality.Eda;

    /// <summary>Returns ln µS; NaN stays NaN.</summary>
    public static double Of(double microsiemens) => Math.Log(Math.Max(microsiemens, Floor));
}
