using AttX.Signals.Features.Measures;
using AttX.Signals.Modalities;
using AttX.Signals.Quality;

namespace AttX.Signals.Features.Skin;

/// <summary>Skin conductance at about 8 Hz or below, in µS.</summary>
/// <param name="Level">The filtered signal.</param>
/// <param name="Tonic">Its slow part.</param>
/// <param name="Phasic">Its fast part.</param>
/// <param name="Responses">The responses, in order of time.</param>
public sealed record SkinSignal(ConditionedSignal Level, ConditionedSignal Tonic, ConditionedSignal Phasic, IReadOnlyList<SkinResponse> Responses)
{
    // A response rises over 1 to 3 s: what is faster is noise.
    private const double LeastRateHz = 8, SmoothHz = 1, TonicHz = 0.05;

    /// <summary>Decomposes a channel, its gaps bridged; null where it is too short or too slow.</summary>
    public static SkinSignal? Of(Channel channel, EdaDecomposition decomposition = EdaDecomposition.HighPass) =>
        OfWhole(MissingValues.Bridge(channel), decomposition);

    /// <summary>Decomposes a channel without missing samples.</summary>
    internal static SkinSignal? OfWhole(Channel channel, EdaDecomposition decomposition)
    {
        if (ConditionedSignal.Of(channel, Modality.Eda.Info().Band, LeastRateHz) is not { } level)
            return null;
        ConditionedSignal smooth = level.LowPass(4, SmoothHz);
        ConditionedSignal? phasic = decomposition == EdaDecomposition.HighPass ? smooth.HighPass(2, TonicHz)
            : smooth with { Samples = ConvexDecomposition.Phasic(smooth.Samples, smooth.RateHz) };
        if (phasic == null)
            return null;
        ConditionedSignal tonic = smooth with { Samples = [.. smooth.Samples.Zip(phasic.Samples, (all, fast) => all - fast)] };
        return new SkinSignal(level, tonic, phasic, SkinResponse.Find(phasic));
    }
}
