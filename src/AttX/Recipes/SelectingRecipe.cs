using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Signals;
using AttX.Windows;

namespace AttX.Recipes;

/// <summary>
/// Chooses among candidates by leaving out groups of the training subjects, and fits the chosen one to all of them, as it would be fitted
/// alone. Whoever is tested plays no part: the best of many candidates then has an honest score.
/// </summary>
public sealed class SelectingRecipe : IRecipe
{
    private const string Checkpoint = "model.selection";

    private readonly (Candidate Candidate, IRecipe Recipe)[] _candidates;
    private readonly ClassificationTask _task;
    private readonly int _groups;

    /// <summary>Prepares the candidates.</summary>
    /// <param name="options">The options, with a choice.</param>
    /// <param name="recipeOf">Returns the recipe of a candidate's options.</param>
    /// <exception cref="OptionsException">A candidate is invalid.</exception>
    public SelectingRecipe(ExperimentOptions options, Func<ExperimentOptions, IRecipe> recipeOf)
    {
        _candidates = [.. Candidates.Of(options).Select(c => (c, recipeOf(c.Options)))];
        (_task, _groups) = (options.Task, options.SelectGroups);
    }

    /// <inheritdoc/>
    public double Work(FitData data)
    {
        double[] alone = [.. _candidates.Select(c => c.Recipe.Work(data))];
        return (alone.Sum() * (GroupsOf(data) - 1)) + alone.Max();
    }

    /// <inheritdoc/>
    public IFittedModel Fit(FitData data, FitContext context)
    {
        Selection selection = Choose(data, context);
        int last = _candidates.Length * GroupsOf(data);
        IRecipe chosen = _candidates.First(c => c.Candidate.Text == selection.Chosen.Text).Recipe;
        return new SelectedModel(chosen.Fit(data, context with { Observer = new PartObserver(context.Observer, last, last + 1) }), selection);
    }

    /// <inheritdoc/>
    public bool Recognises(IReadOnlyDictionary<string, IReadOnlyList<Training.EpochSummary>> histories) =>
        _candidates.Any(c => c.Recipe.Recognises(histories));

    private int GroupsOf(FitData data) => _groups == 0 ? data.Training.Count : Math.Min(_groups, data.Training.Count);

    /// <summary>Scores the candidates that an earlier process has not.</summary>
    private Selection Choose(FitData data, FitContext context)
    {
        if (data.Training.Count < 2)
            throw new InvalidDataException($"{data.Name}: --select leaves out training subjects, and there is only {data.Training[0].Windows.Subject}. Use more subjects.");
        ulong seed = context.SeedOf("selection groups");
        string[] people = [.. data.Training.Select(s => s.Windows.Subject)];
        IReadOnlyList<string>[] groups = [.. PeopleGroups.Deal(people, GroupsOf(data), name => Rng.Derive(seed, name)).Select(group => people.Where(group.Contains).ToArray())];
        List<ScoredCandidate> scored = [.. Resume(groups, context)];
        foreach ((Candidate candidate, IRecipe recipe) in _candidates.Skip(scored.Count))
        {
            int before = scored.Count * groups.Length, all = (_candidates.Length * groups.Length) + 1;
            double[] scores = [.. groups.Index().SelectMany(g => Score(recipe, data, g.Item, g.Index, context with
            {
                Observer = new InnerFit(new PartObserver(context.Observer, before + g.Index, all)),
            }))];
            scored.Add(new ScoredCandidate(candidate.Text, scores.Average()));
            context.Checkpoints?.Save(Checkpoint, new Selection(groups, scored).Write);
        }

        return new Selection(groups, scored);
    }

    /// <summary>Returns the balanced accuracy of each subject of a group, who was left out.</summary>
    private IEnumerable<double> Score(IRecipe recipe, FitData data, IReadOnlyList<string> left, int number, FitContext context)
    {
        // The same for every candidate, so that they differ by their options alone.
        ulong seed = Rng.Derive(context.SeedOf("selection"), FormattableString.Invariant($"group {number + 1}"));
        IFittedModel model = recipe.Fit(
            data with { Name = FormattableString.Invariant($"{data.Name}, choosing without group {number + 1}"), Training = [.. data.Training.Where(s => !left.Contains(s.Windows.Subject))] },
            context with { SeedOf = part => Rng.Derive(seed, part), Checkpoints = null });
        foreach (PreparedSubject subject in data.Training.Where(s => left.Contains(s.Windows.Subject)))
            if (SubjectPrediction.Of(model.NewPredictor(), model.Prepare(subject.Windows), _task).Predictions.Confusion() is { Total: > 0 } confusion)
                yield return ClassificationScores.Of(confusion).BalancedAccuracy;
    }

    private IReadOnlyList<ScoredCandidate> Resume(IReadOnlyList<string>[] groups, FitContext context)
    {
        try
        {
            using Stream? checkpoint = context.Checkpoints?.Open(Checkpoint);
            if (checkpoint == null)
                return [];
            Selection read = Selection.Read(checkpoint);
            return groups.Select(g => string.Join(',', g)).SequenceEqual(read.Groups.Select(g => string.Join(',', g)))
                && read.Candidates.Select(c => c.Text).SequenceEqual(_candidates.Take(read.Candidates.Count).Select(c => c.Candidate.Text)) ? read.Candidates : [];
        }
        catch (InvalidDataException e)
        {
            context.Observer.Note($"{e.Message} The choice starts anew.");
            return [];
        }
    }

    /// <summary>Reports the progress of a fit that is not of the run itself, and nothing else.</summary>
    private sealed class InnerFit(IFitObserver whole) : IFitObserver
    {
        public void Advanced(double share, bool resumed) => whole.Advanced(share, resumed);
    }
}
