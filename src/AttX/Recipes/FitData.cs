using AttX.Windows;

namespace AttX.Recipes;

/// <summary>The data that a model is fitted to.</summary>
/// <param name="Name">Its name in messages: "Fold S2".</param>
/// <param name="Training">The subjects to train on.</param>
public sealed record FitData(string Name, IReadOnlyList<PreparedSubject> Training)
{
    /// <summary>Subjects held out from training to decide when to stop; empty: the fit runs all epochs.</summary>
    public IReadOnlyList<PreparedSubject> HeldOut { get; init; } = [];
}
