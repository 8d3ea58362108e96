using AttX.Classical.Learning;
using AttX.Classical.Preparation;
using AttX.Classical.Table;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Windows;

namespace AttX.Classical.Recipes;

/// <summary>
/// A classical learner on the features of windows. Imputation, standardisation and selection of features learn from the training people alone. A fit takes
/// seconds and leaves no checkpoint.
/// </summary>
public sealed class ClassicalRecipe : IRecipe
{
    private readonly ExperimentOptions _options;
    private readonly LearnerRow _row;
    private readonly IReadOnlyDictionary<string, string> _settings;

    /// <summary>Creates the recipe of the options' learner.</summary>
    /// <param name="options">The learner, its options and the selection, the task, and how features are normalised.</param>
    /// <exception cref="OptionsException">There is no such learner or option, or a value is out of range: all problems.</exception>
    public ClassicalRecipe(ExperimentOptions options) => (_options, _row, _settings) = (options,
        LearnerTable.Find(options.Learner!), LearnerTable.Find(options.Learner!).Settings(LearnerGroup.Split(options.LearnerOptions)).Values);

    /// <summary>Selects the recipe where options name a learner.</summary>
    public static RecipeRow Row { get; } = new(o => o.Learner != null, o => new ClassicalRecipe(o));

    /// <inheritdoc/>
    public double Work(FitData data)
    {
        IReadOnlyList<string> names = FeaturesOf(data.Training[0].Windows).Names;
        double rows = data.Training.Sum(s => (double)s.Windows.Count);
        return Parts(data, names, [.. Enumerable.Range(0, names.Count)]).Select(part => (double)part.Columns.Length)
            .Sum(columns => rows * columns * columns * (_options.SelectFeatures > 0 ? columns * _options.SelectFeatures : 1));
    }

    /// <inheritdoc/>
    public IFittedModel Fit(FitData data, FitContext context)
    {
        IReadOnlyList<double> deviations = FeatureNormaliser.Fit(_options.Normalisation, [.. data.Training.Select(s => Checked(s.Windows))]);
        Rows rows = Collect(data, new FeatureNormaliser(_options.Normalisation, _options.MemorySeconds, deviations), context.SeedOf("sessions"));
        Part[] parts = [.. Parts(data, rows.Names, Known(data, rows, context))];
        var fitted = new List<FittedPart>();
        foreach (Part part in parts)
        {
            ClassifierFile classifier = Named(data, () => Fit(part, rows, context)) with
            {
                Training = [.. data.Training.Select(s => new TrainingSubject(s.Windows.Subject, s.Fingerprint) { Sketch = s.Sketch })],
                Run = _options,
                Deviations = deviations,
            };
            fitted.Add(new FittedPart(part.Modality, classifier));
            context.Observer.Advanced((double)fitted.Count / parts.Length, resumed: false);
        }

        return new ClassicalModel(fitted, _options, rows.Labels.Length);
    }

    private ClassifierFile Fit(Part part, Rows rows, FitContext context)
    {
        ILearner learner = _row.Create(_settings);
        ulong seed = context.SeedOf(part.Modality is { } modality ? $"learner {_row.Name} {modality}" : "learner " + _row.Name);
        (int[] columns, double? accuracy) = _options.SelectFeatures > 0 ? Select(learner, rows, part, seed, context)
            : (part.Columns, _options.Decision == DecisionRule.Weighted ? AccuracyOf(learner, rows, part, seed, context) : null);
        FeaturePreparation preparation = FeaturePreparation.Fit(rows.Samples.Values, rows.Names, columns);
        IFittedClassifier classifier = learner.Fit(
            new TrainingSet(rows.Samples.Prepared(preparation), rows.Labels, _options.Task.Count, rows.People), seed, cancellation: context.Cancellation);
        return new ClassifierFile(_row.Name, _settings, rows.Names, _options.Task.Classes, preparation, classifier)
        {
            InnerAccuracy = _options.Decision == DecisionRule.Weighted ? accuracy : null,
        };
    }

    /// <summary>Returns what is fitted by itself: all columns, or with decision fusion those of each modality.</summary>
    private IEnumerable<Part> Parts(FitData data, IReadOnlyList<string> names, int[] columns)
    {
        if (_options.Decision == null)
            return [new Part(null, columns)];
        return data.Training[0].Windows.Modalities.Select(modality =>
        {
            string name = modality.Info().Name;
            int[] own = [.. columns.Where(c => names[c].StartsWith(name + "_", StringComparison.Ordinal))];
            return own.Length > 0 ? new Part(name, own) : throw new InvalidDataException(
                $"{data.Name}: no training window has any feature of {name}, so that it cannot decide: leave it out of --modalities.");
        });
    }

    /// <summary>Returns the columns that have a value in some training window, and names the others.</summary>
    private static int[] Known(FitData data, Rows rows, FitContext context)
    {
        ILookup<bool, int> columns = Enumerable.Range(0, rows.Samples.Columns).ToLookup(c => rows.Samples.Column(c).Any(v => !double.IsNaN(v)));
        if (columns[false].Any())
            context.Observer.Note($"{data.Name}: without {string.Join(", ", columns[false].Select(c => rows.Names[c]))}, which no training window has.");
        return columns[true].Any() ? [.. columns[true]] : throw new InvalidDataException($"{data.Name}: no training window has any feature.");
    }

    private (int[] Columns, double? Accuracy) Select(ILearner learner, Rows rows, Part part, ulong seed, FitContext context)
    {
        string[] names = [.. part.Columns.Select(c => rows.Names[c])];
        IReadOnlyList<SelectedFeature> chosen = new ForwardSelection(learner, _options.SelectFeatures)
            .Select(rows.Samples.OfColumns(part.Columns), names, rows.Labels, rows.People, _options.Task.Count, seed, context.Cancellation);
        context.Observer.Note($"Selected {string.Join(", ", chosen.Select(f => names[f.Column]))}.");
        return ([.. chosen.Select(f => part.Columns[f.Column])], chosen[^1].Score);
    }

    private double AccuracyOf(ILearner learner, Rows rows, Part part, ulong seed, FitContext context) => PeopleFolds.Of(
        rows.Samples.OfColumns(part.Columns), [.. part.Columns.Select(c => rows.Names[c])], rows.Labels, rows.People, _options.Task.Count)
            ?.Score(learner, [.. Enumerable.Range(0, part.Columns.Length)], seed, context.Cancellation)
        ?? throw new InvalidDataException($"Decisions cannot be weighted: leaving out some of {rows.People.Distinct().Count()} training people leaves a class without windows. "
            + "Use --decision average.");

    private Rows Collect(FitData data, FeatureNormaliser normaliser, ulong seed)
    {
        IReadOnlyList<string> names = FeatureNormaliser.NamesOf(_options.Normalisation, FeaturesOf(data.Training[0].Windows).Names);
        (List<double> values, List<int> labels, List<int> people) = ([], [], []);
        foreach ((int person, PreparedSubject subject) in data.Training.Index())
        {
            WindowSet windows = normaliser.Apply(Checked(subject.Windows), SessionStarts.Draw(subject.Windows, _options, seed));
            if (!windows.Features!.Names.SequenceEqual(names))
                throw new InvalidDataException($"{data.Name}: {windows.Subject} has other features than {data.Training[0].Windows.Subject}.");
            for (int w = 0; w < windows.Count; w++)
                if (_options.Task.Uses(windows.Windows[w].Label))
                {
                    values.AddRange(windows.Features[w]);
                    labels.Add(_options.Task.IndexOf(windows.Windows[w].Label));
                    people.Add(person);
                }
        }

        for (int c = 0; c < _options.Task.Count; c++)
            if (!labels.Contains(c))
                throw new InvalidDataException($"{data.Name}: no training window is of class {_options.Task.Classes[c]}. Train on subjects that have some.");
        return new Rows(names, new Samples([.. values], names.Count), [.. labels], [.. people]);
    }

    private static WindowFeatures FeaturesOf(WindowSet windows) => windows.Features is { } features && features.Count == windows.Count
        ? features : throw new InvalidDataException($"{windows.Subject}: its windows have no features, which a classical learner needs.");

    /// <summary>Returns windows that have features.</summary>
    private static WindowSet Checked(WindowSet windows) => windows with { Features = FeaturesOf(windows) };

    /// <summary>Returns what <paramref name="fit"/> returns; adds the fit's name to its errors.</summary>
    private static T Named<T>(FitData data, Func<T> fit)
    {
        try
        {
            return fit();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{data.Name}: {e.Message}", e);
        }
    }

    /// <summary>What is fitted by itself.</summary>
    /// <param name="Modality">Its modality; null: all.</param>
    /// <param name="Columns">The columns that it sees.</param>
    private sealed record Part(string? Modality, int[] Columns);

    private sealed record Rows(IReadOnlyList<string> Names, Samples Samples, int[] Labels, int[] People);
}
