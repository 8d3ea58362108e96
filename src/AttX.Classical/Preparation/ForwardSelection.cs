using AttX.Classical.Learning;

namespace AttX.Classical.Preparation;

/// <summary>A feature chosen by <see cref="ForwardSelection"/>.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Score">Balanced accuracy of the features chosen up to it, on people left out.</param>
public sealed record SelectedFeature(int Column, double Score);

/// <summary>
/// Sequential forward selection (Whitney 1971): of all features not yet chosen, the one is added with which the learner does best on people that it was not
/// fitted to, as long as it does better with it than without. Only training rows take part, imputation and standardisation included, so that a test person
/// has no say in the choice.
/// </summary>
/// <param name="learner">The learner.</param>
/// <param name="mostFeatures">Features to choose, at most.</param>
/// <param name="folds">Parts that the people are divided into, each left out once.</param>
public sealed class ForwardSelection(ILearner learner, int mostFeatures, int folds = 5)
{
    /// <summary>Chooses features; of equally good ones, the first. At least one is chosen.</summary>
    /// <param name="training">The training rows; NaN is a missing value.</param>
    /// <param name="names">The columns' names, for messages.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="groups">The person of each row, as a number from 0.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="seed">Decides every random number of the learner.</param>
    /// <param name="cancellation">Cancels the selection.</param>
    /// <exception cref="InvalidDataException">Fewer than two people, or in no division all classes can be learnt.</exception>
    public IReadOnlyList<SelectedFeature> Select(
        Samples training, IReadOnlyList<string> names, IReadOnlyList<int> labels, IReadOnlyList<int> groups, int classes, ulong seed, CancellationToken cancellation = default)
    {
        PeopleFolds inner = PeopleFolds.Of(training, names, labels, groups, classes, folds)
            ?? throw new InvalidDataException($"Features cannot be selected: leaving out some of {groups.Distinct().Count()} training people leaves a class without windows.");
        List<SelectedFeature> chosen = [];
        while (chosen.Count < Math.Min(mostFeatures, training.Columns))
        {
            SelectedFeature best = Enumerable.Range(0, training.Columns).Except(chosen.Select(c => c.Column))
                .Select(column => new SelectedFeature(column, inner.Score(learner, [.. chosen.Select(c => c.Column), column], seed, cancellation)))
                .MaxBy(f => f.Score)!;
            if (chosen.Count > 0 && best.Score <= chosen[^1].Score)
                break;
            chosen.Add(best);
        }

        return chosen;
    }
}
