using AttX.Signals.Features.Measures;
using AttX.Signals.Modalities;

namespace AttX.Signals.Features.Skin;

/// <summary>Skin conductance at about 8 Hz or below: level, its tonic and phasic parts, and the responses. All in µS.</summary>
internal sealed record SkinSignal(ConditionedSignal Level, ConditionedSignal Tonic, ConditionedSignal Phasic, IReadOnlyList<SkinResponse> Responses)
{
    // A response rises over 1 to 3 s: what is faster is noise.
    private const double LeastRateHz = 8, SmoothHz = 1, TonicHz = 0.05;

    /// <summary>Decomposes a channel; null where it is too short or too slow.</summary>
    public static SkinSignal? Of(Channel channel, EdaDecomposition decomposition)
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
