using AttX.Windows;

namespace AttX.Recipes;

/// <summary>What a model is fitted to.</summary>
/// <param name="Name">What messages call it: "Fold S2".</param>
/// <param name="Training">The subjects to train on.</param>
public sealed record FitData(string Name, IReadOnlyList<PreparedSubject> Training)
{
    /// <summary>Subjects that are not trained on but decide when to stop; empty: a fit goes on to its end.</summary>
    public IReadOnlyList<PreparedSubject> HeldOut { get; init; } = [];
}
