using AttX.Classical.Recipes;
using AttX.Classical.Table;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Windows;

namespace AttX.Classical.Tests.Recipes;

public class ClassicalRecipeTests
{
    private static readonly ClassificationTask Task = AffectTasks.Stress;

    private static readonly string Rest = Task.LabelsOf(1 - Task.Positive)[0], Stress = Task.LabelsOf(Task.Positive)[0];

    private static readonly PreparedSubject[] People = [.. Enumerable.Range(0, 6).Select(Person)];

    public static TheoryData<string> Learners => [.. LearnerTable.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_person_left_out_is_predicted_and_the_file_predicts_the_same(string learner)
    {
        IFittedModel model = Fit(Options(learner));
        Predictions predictions = SubjectPrediction.Of(model.NewPredictor(), model.Prepare(People[0].Windows), Task).Predictions;
        Assert.True(predictions.Items.Count(p => p.Predicted == p.Label) > 30, $"{predictions.Items.Count(p => p.Predicted == p.Label)} of 40");
        byte[] content = Assert.Single(model.Files).ToArray();
        var read = new ClassicalPredictor(ClassifierFile.Read(new MemoryStream(content)));
        Assert.Equal(predictions.ToCsv(), SubjectPrediction.Of(read, People[0].Windows, Task).Predictions.ToCsv());
        Assert.Equal(content, Fit(Options(learner)).Files[0].ToArray());
    }

    [Fact]
    public void Only_selected_features_are_used_and_named()
    {
        var notes = new List<string>();
        IFittedModel model = Fit(Options("lda") with { SelectFeatures = 2 }, notes);
        ClassifierFile file = ClassifierFile.Read(new MemoryStream(model.Files[0].ToArray()));
        Assert.Contains(1, file.Preparation.Columns);
        Assert.InRange(file.Preparation.Columns.Length, 1, 2);
        Assert.Contains("rate", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Contains("by a linear discriminant from rate", model.Publish(null).Card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DecisionRule.Average)]
    [InlineData(DecisionRule.Weighted)]
    [InlineData(DecisionRule.Vote)]
    public void Each_modality_decides_by_its_own_features_and_training_people_left_out_weigh_it(DecisionRule rule)
    {
        PreparedSubject[] people = [.. People.Select(TwoModalities)];
        IFittedModel model = new ClassicalRecipe(Options("lda") with { Decision = rule }).Fit(new FitData("Fold P0", people[1..]), Context());
        Assert.Equal(["model.ecg.json", "model.eda.json"], model.Files.Select(f => f.Name));
        ClassifierFile[] files = [.. model.Files.Select(f => ClassifierFile.Read(new MemoryStream(f.ToArray())))];
        Assert.Equal([[0, 1], [2]], files.Select(f => f.Preparation.Columns));
        if (rule == DecisionRule.Weighted)
            Assert.True(files[0].InnerAccuracy > files[1].InnerAccuracy && files[1].InnerAccuracy > 0.5, $"{files[0].InnerAccuracy}, {files[1].InnerAccuracy}");
        else
            Assert.All(files, f => Assert.Null(f.InnerAccuracy));

        Predictions fused = Predicted(model.NewPredictor(), people[0]), ecg = Predicted(new ClassicalPredictor(files[0]), people[0]), eda = Predicted(new ClassicalPredictor(files[1]), people[0]);
        double share = rule == DecisionRule.Weighted ? files[0].InnerAccuracy!.Value / (files[0].InnerAccuracy!.Value + files[1].InnerAccuracy!.Value) : 0.5;
        foreach ((int w, Prediction p) in fused.Items.Index())
            Assert.Equal((share * ecg.Items[w].Probabilities[1]) + ((1 - share) * eda.Items[w].Probabilities[1]), p.Probabilities[1], 1e-6);
        Assert.Equal(fused.ToCsv(), Predicted(new FusedPredictor(files, rule), people[0]).ToCsv());
        Assert.Throws<InvalidOperationException>(() => model.Publish(null));
    }

    [Fact]
    public void A_modality_that_cannot_decide_or_be_weighted_is_refused()
    {
        var recipe = new ClassicalRecipe(Options("lda") with { Decision = DecisionRule.Weighted });
        Assert.Contains("any feature of eda", Assert.Throws<InvalidDataException>(() => recipe.Fit(new FitData("Fold X",
            [.. People.Select(p => p with { Windows = TwoModalities(p).Windows with { Features = new(["ecg_noise", "ecg_rate", "ecg_level"], p.Windows.Features!.Values) } })]), Context())).Message, StringComparison.Ordinal);
        Assert.Contains("Fold X: Decisions cannot be weighted", Assert.Throws<InvalidDataException>(() =>
            recipe.Fit(new FitData("Fold X", [TwoModalities(People[0])]), Context())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_without_features_and_without_a_class_are_refused()
    {
        var recipe = new ClassicalRecipe(Options("lda"));
        Assert.Equal("P0: its windows have no features, which a classical learner needs.", Assert.Throws<InvalidDataException>(() =>
            recipe.Fit(new FitData("Fold X", [new(Windows("P0", [Rest, Stress], null), "")]), Context())).Message);
        Assert.Contains("Fold X: no training window is of class", Assert.Throws<InvalidDataException>(() =>
            recipe.Fit(new FitData("Fold X", [new(Windows("P0", [Rest], new WindowFeatures(["a"], [1])), "")]), Context())).Message, StringComparison.Ordinal);
        Assert.Equal("Fold X: 9 neighbours are more than the 2 training windows: choose fewer.", Assert.Throws<InvalidDataException>(() =>
            new ClassicalRecipe(Options("knn")).Fit(new FitData("Fold X", [new(Windows("P0", [Rest, Stress], new WindowFeatures(["a"], [1, 2])), "")]), Context())).Message);
    }

    private static Predictions Predicted(IWindowPredictor predictor, PreparedSubject person) => SubjectPrediction.Of(predictor, person.Windows, Task).Predictions;

    private static PreparedSubject TwoModalities(PreparedSubject person) => person with
    {
        Windows = person.Windows with { Modalities = [Modality.Ecg, Modality.Eda], Features = new(["ecg_noise", "ecg_rate", "eda_level"], person.Windows.Features!.Values) },
    };

    private static ExperimentOptions Options(string learner) => ExperimentOptions.For(Device.Wrist) with { Learner = learner };

    private static IFittedModel Fit(ExperimentOptions options, List<string>? notes = null) =>
        new ClassicalRecipe(options).Fit(new FitData("Fold P0", People[1..]), Context(notes));

    private static FitContext Context(List<string>? notes = null) =>
        new() { SeedOf = part => Rng.Derive(1, part), Observer = new Notes(notes ?? []) };

    /// <summary>40 windows, half of them stress, with a feature of noise, one that tells, and one that is missing now and then.</summary>
    private static PreparedSubject Person(int person)
    {
        var random = new Rng((ulong)person);
        string[] labels = [.. Enumerable.Range(0, 40).Select(w => w < 20 ? Rest : Stress)];
        double[] values = [.. labels.SelectMany((label, w) => new[]
            { random.NextDouble(), 70 + (20 * random.NextDouble()) + (label == Stress ? 18 : 0), w % 9 == 4 ? double.NaN : random.NextDouble() + (label == Stress ? 0.3 : 0) })];
        return new PreparedSubject(Windows($"P{person}", labels, new WindowFeatures(["noise", "rate", "level"], values)), "");
    }

    private static WindowSet Windows(string subject, string[] labels, WindowFeatures? features) => new()
    {
        Subject = subject,
        Spec = new WindowSpec(4, 10, 0.5),
        Modalities = [],
        Windows = [.. labels.Select((label, w) => new Window(20 * w, label))],
        Signals = [],
        Statistics = [],
        Features = features,
    };

    private sealed class Notes(List<string> notes) : IFitObserver
    {
        public void Note(string message) => notes.Add(message);
    }
}
