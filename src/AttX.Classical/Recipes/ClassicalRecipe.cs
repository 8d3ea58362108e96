using AttX.Classical.Learning;
using AttX.Classical.Preparation;
using AttX.Classical.Table;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Signals.Features;
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
        double columns = FeaturesOf(data.Training[0].Windows).Names.Count, rows = data.Training.Sum(s => (double)s.Windows.Count);
        return rows * columns * columns * (_options.SelectFeatures > 0 ? columns * _options.SelectFeatures : 1);
    }

    /// <inheritdoc/>
    public IFittedModel Fit(FitData data, FitContext context)
    {
        IReadOnlyList<double> deviations = FeatureNormaliser.Fit(_options.Normalisation, [.. data.Training.Select(s => Checked(s.Windows))]);
        Rows rows = Collect(data, new FeatureNormaliser(_options.Normalisation, _options.MemorySeconds, deviations), context.SeedOf("sessions"));
        ILearner learner = _row.Create(_settings);
        ulong seed = context.SeedOf("learner " + _row.Name);
        int[] known = Known(data, rows, context);
        int[] columns = _options.SelectFeatures == 0 ? known : Select(learner, rows, known, seed, context);
        FeaturePreparation preparation = Named(data, () => FeaturePreparation.Fit(rows.Samples.Values, rows.Names, columns));
        IFittedClassifier classifier = Named(data, () => learner.Fit(
            new TrainingSet(rows.Samples.Prepared(preparation), rows.Labels, _options.Task.Count, rows.People), seed, cancellation: context.Cancellation));
        context.Observer.Advanced(1, resumed: false);
        return new ClassicalModel(new ClassifierFile(_row.Name, _settings, rows.Names, _options.Task.Classes, preparation, classifier)
        {
            Training = [.. data.Training.Select(s => new TrainingSubject(s.Windows.Subject, s.Fingerprint))],
            Run = _options,
            Deviations = deviations,
        }, rows.Labels.Length);
    }

    /// <summary>Returns the columns that have a value in some training window, and names the others.</summary>
    private static int[] Known(FitData data, Rows rows, FitContext context)
    {
        ILookup<bool, int> columns = Enumerable.Range(0, rows.Samples.Columns).ToLookup(c => rows.Samples.Column(c).Any(v => !double.IsNaN(v)));
        if (columns[false].Any())
            context.Observer.Note($"{data.Name}: without {string.Join(", ", columns[false].Select(c => rows.Names[c]))}, which no training window has.");
        return columns[true].Any() ? [.. columns[true]] : throw new InvalidDataException($"{data.Name}: no training window has any feature.");
    }

    private int[] Select(ILearner learner, Rows rows, int[] known, ulong seed, FitContext context)
    {
        string[] names = [.. known.Select(c => rows.Names[c])];
        IReadOnlyList<SelectedFeature> chosen = new ForwardSelection(learner, _options.SelectFeatures)
            .Select(rows.Samples.OfColumns(known), names, rows.Labels, rows.People, _options.Task.Count, seed, context.Cancellation);
        context.Observer.Note($"Selected {string.Join(", ", chosen.Select(f => names[f.Column]))}.");
        return [.. chosen.Select(f => known[f.Column])];
    }

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

    private sealed record Rows(IReadOnlyList<string> Names, Samples Samples, int[] Labels, int[] People);
}
