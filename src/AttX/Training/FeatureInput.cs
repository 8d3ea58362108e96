using AttX.Signals.Features;

namespace AttX.Training;

/// <summary>
/// How a window's features enter a network: standardised by the training windows and cut at ±5, as the linear baseline's are; a missing value is the
/// training windows' median. A feature that those lack, or of which they have one value only, is 0.
/// </summary>
/// <param name="Names">All features, in the order of the network's input.</param>
/// <param name="Preparation">Standardises those that the training windows tell apart.</param>
/// <param name="Branches">Index of the branch whose sensor each comes from; -1 if it is no branch's.</param>
public sealed record FeatureInput(IReadOnlyList<string> Names, FeaturePreparation Preparation, IReadOnlyList<int> Branches)
{
    /// <summary>Largest value of a standardised feature.</summary>
    public const double Limit = 5;

    /// <summary>The training subjects' deviations, as <see cref="FeatureNormaliser.Fit"/> returns them: what standardises each session's features.</summary>
    public IReadOnlyList<double> SessionDeviations { get; init; } = [];

    /// <summary>Writes a window's features into a network's input.</summary>
    /// <param name="features">One value per name; NaN where it is missing.</param>
    /// <param name="present">Which branches' sensors the window has: features of others are missing; empty: all.</param>
    /// <param name="input">The network's input.</param>
    public void Apply(ReadOnlySpan<double> features, ReadOnlySpan<bool> present, Span<float> input)
    {
        input.Clear();
        foreach ((int i, int column) in Preparation.Columns.Index())
        {
            bool isThere = present.IsEmpty || Branches[column] < 0 || present[Branches[column]];
            input[column] = (float)Math.Clamp(Preparation.Apply(i, isThere ? features[column] : double.NaN), -Limit, Limit);
        }
    }
}
