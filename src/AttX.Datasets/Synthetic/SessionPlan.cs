using AttX.Datasets.Wesad;

namespace AttX.Datasets.Synthetic;

/// <summary>
/// The order of conditions, as in WESAD: baseline, then stress and amusement in an order that varies between subjects, each
/// followed by a meditation, with transients in between.
/// </summary>
internal static class SessionPlan
{
    /// <summary>The shortest session: its amusement lasts 21 s, three windows of 10 s with half overlap.</summary>
    public const double MinMinutes = 2.5;

    /// <summary>The longest session: ten hours.</summary>
    public const double MaxMinutes = 600;

    private const double TransientShare = 0.035;

    /// <summary>The label track at 700 Hz.</summary>
    public static AffectiveState[] Labels(double minutes, bool stressFirst)
    {
        (AffectiveState, double) stress = (AffectiveState.Stress, 0.19), amusement = (AffectiveState.Amusement, 0.14);
        (AffectiveState, double)[] conditions =
        [
            (AffectiveState.Baseline, 0.30),
            stressFirst ? stress : amusement, (AffectiveState.Meditation, 0.08),
            stressFirst ? amusement : stress, (AffectiveState.Meditation, 0.08),
        ];
        AffectiveState[] labels = new AffectiveState[(int)Math.Round(minutes * 60 * WesadArray.LabelRateHz)];
        double start = TransientShare;
        foreach ((AffectiveState state, double share) in conditions)
        {
            labels.AsSpan((int)(start * labels.Length), (int)(share * labels.Length)).Fill(state);
            start += share + TransientShare;
        }
        return labels;
    }
}
