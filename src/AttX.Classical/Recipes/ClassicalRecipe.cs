using AttX.Classical.Learning;
using AttX.Classical.Preparation;
using AttX.Classical.Table;
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
/// <param name="options">The learner, its options, and the selection.</param>
/// <param name="task">Maps labels to classes.</param>
public sealed class ClassicalRecipe(ClassicalOptions options, ClassificationTask task) : IRecipe
{
    private readonly ClassicalOptions _options = options.Checked();

    /// <summary>Selects the recipe where options name a learner.</summary>
    public static RecipeRow Row { get; } = new(o => o.Learner != null, o => new ClassicalRecipe(
        new ClassicalOptions(o.Learner!) { Options = LearnerGroup.Split(o.LearnerOptions), SelectFeatures = o.SelectFeatures }, o.Task));

    /// <inheritdoc/>
    public double Work(FitData data)
    {
        double columns = FeaturesOf(data.Training[0]).Names.Count, rows = data.Training.Sum(s => (double)s.Windows.Count);
        return rows * columns * columns * (_options.SelectFeatures > 0 ? columns * _options.SelectFeatures : 1);
    }

    /// <inheritdoc/>
    public IFittedModel Fit(FitData data, FitContext context)
    {
        Rows rows = Collect(data);
        ILearner learner = LearnerTable.Find(_options.Learner).Create(_options.Options);
        ulong seed = context.SeedOf("learner " + _options.Learner);
        int[] known = Known(data, rows, context);
        int[] columns = _options.SelectFeatures == 0 ? known : Select(learner, rows, known, seed, context);
        FeaturePreparation preparation = Named(data, () => FeaturePreparation.Fit(rows.Samples.Values, rows.Names, columns));
        IFittedClassifier classifier = Named(data, () => learner.Fit(
            new TrainingSet(rows.Samples.Prepared(preparation), rows.Labels, task.Count, rows.People), seed, cancellation: context.Cancellation));
        context.Observer.Advanced(1, resumed: false);
        return new ClassicalModel(new ClassifierFile(_options.Learner, _options.Options, rows.Names, task.Classes, preparation, classifier)
        {
            Training = [.. data.Training.Select(s => new TrainingSubject(s.Windows.Subject, s.Fingerprint))],
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
            .Select(rows.Samples.OfColumns(known), names, rows.Labels, rows.People, task.Count, seed, context.Cancellation);
        context.Observer.Note($"Selected {string.Join(", ", chosen.Select(f => names[f.Column]))}.");
        return [.. chosen.Select(f => known[f.Column])];
    }

    private Rows Collect(FitData data)
    {
        IReadOnlyList<string> names = FeaturesOf(data.Training[0]).Names;
        (List<double> values, List<int> labels, List<int> people) = ([], [], []);
        foreach ((int person, PreparedSubject subject) in data.Training.Index())
        {
            WindowFeatures features = FeaturesOf(subject);
            if (!features.Names.SequenceEqual(names))
                throw new InvalidDataException($"{data.Name}: {subject.Windows.Subject} has other features than {data.Training[0].Windows.Subject}.");
            for (int w = 0; w < subject.Windows.Count; w++)
                if (task.Uses(subject.Windows.Windows[w].Label))
                {
                    values.AddRange(features[w]);
                    labels.Add(task.IndexOf(subject.Windows.Windows[w].Label));
                    people.Add(person);
                }
        }

        for (int c = 0; c < task.Count; c++)
            if (!labels.Contains(c))
                throw new InvalidDataException($"{data.Name}: no training window is of class {task.Classes[c]}. Train on subjects that have some.");
        return new Rows(names, new Samples([.. values], names.Count), [.. labels], [.. people]);
    }

    private static WindowFeatures FeaturesOf(PreparedSubject subject) => subject.Windows.Features is { } features && features.Count == subject.Windows.Count
        ? features : throw new InvalidDataException($"{subject.Windows.Subject}: its windows have no features, which a classical learner needs.");

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
