using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Training;
using AttX.Windows;

namespace AttX.Recipes;

/// <summary>
/// The paper's network with calibrated probabilities. The training people are dealt into groups; for each, a network is fitted to the others and predicts it.
/// The calibration is fitted to these predictions, and the network that is kept to all training people: nobody else is looked at.
/// </summary>
/// <param name="options">The network's shape, training, standardisation of windows, and kind of calibration.</param>
public sealed class CalibratedRecipe(ExperimentOptions options) : IRecipe
{
    private const int Groups = 3;

    private readonly AttXRecipe _recipe = new(options);

    /// <inheritdoc/>
    public double Work(FitData data) => _recipe.Work(data) * Math.Min(Groups, data.Training.Count);

    /// <inheritdoc/>
    public IFittedModel Fit(FitData data, FitContext context)
    {
        ulong seed = context.SeedOf("calibration");
        var people = data.Training.ToDictionary(s => s.Windows.Subject);
        PreparedSubject[][] groups = [.. PeopleGroups.Deal(people.Keys, Groups, name => Rng.Derive(seed, "group " + name)).Select(group => group.Select(name => people[name]).ToArray())];
        if (groups.Length < 2)
            throw new InvalidDataException($"{data.Name}: --calibrate needs at least 2 subjects to train on, got {data.Training.Count}. Use more subjects, or leave it out.");
        var predictions = new List<Prediction>();
        foreach ((int g, PreparedSubject[] group) in groups.Index())
        {
            FitData others = data with { Name = FormattableString.Invariant($"{data.Name}, calibration {g + 1} of {groups.Length}"), Training = [.. data.Training.Except(group)] };
            IFittedModel model = _recipe.FitNetwork(others, context with
            {
                Observer = new PartObserver(context.Observer, g, groups.Length + 1),
                Checkpoints = context.Checkpoints == null ? null : new PartCheckpoints(context.Checkpoints, FormattableString.Invariant($"model.calibration{g + 1}")),
            }, keepsCheckpoint: true);
            foreach (PreparedSubject subject in group)
                predictions.AddRange(SubjectPrediction.Of(model.NewPredictor(), model.Prepare(subject.Windows), options.Task).Predictions.Items);
        }

        NetworkModel fitted = _recipe.FitNetwork(data, context with { Observer = new PartObserver(context.Observer, groups.Length, groups.Length + 1) });
        return fitted.Calibrated(ProbabilityScaling.Fit(predictions, options.Classes, options.Calibration));
    }

    /// <inheritdoc/>
    public bool Recognises(IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> histories) => _recipe.Recognises(histories);

    /// <summary>Keeps the checkpoints of one group's network under names of its own.</summary>
    private sealed class PartCheckpoints(ICheckpointStore store, string model) : ICheckpointStore
    {
        public Stream? Open(string file) => store.Open(Named(file));

        public void Save(string file, Action<Stream> write) => store.Save(Named(file), write);

        private string Named(string file) => file.Replace("model", model, StringComparison.Ordinal);
    }
}
