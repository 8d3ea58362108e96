using System.Text;
using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Runs;
using AttX.Signals;
using AttX.Testing;
using AttX.Tests.Windows;
using AttX.Windows;

namespace AttX.Tests.Runs;

/// <summary>Tests that a learner without network or epochs is fitted, stored, read back and resumed like any other.</summary>
public sealed class OtherLearnerTests : IDisposable
{
    private static readonly string[] Subjects = ["S2", "S3", "S4"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fold_needs_neither_network_nor_epochs()
    {
        var witness = new Witness();
        FoldFolder folder = new(_folder.FullPath, "S2");
        FoldScores scores = Assert.Single(Runner(witness).Run(LeaveOneSubjectOut.Folds(Subjects)[0], [folder], CancellationToken.None));
        Assert.Equal(0, witness.Epochs);
        Assert.Equal(["examples.safetensors", "history.json", "majority.txt", "predictions.csv", "quality.csv"],
            Directory.GetFiles(_folder["folds", "S2"]).Select(Path.GetFileName).Order());
        Assert.Equal("0", File.ReadAllText(_folder["folds", "S2", "majority.txt"]));
        Assert.Empty(folder.Load()!.Histories);
        Assert.Null(folder.ReadAttention(folder.Load()!.Predictions));
        Assert.InRange(scores.Scores.Accuracy, 0.5, 0.8); // two of three stretches are not stress
    }

    [Fact]
    public void A_fold_that_is_done_is_read_back()
    {
        FoldFolder folder = new(_folder.FullPath, "S2");
        Fold fold = LeaveOneSubjectOut.Folds(Subjects)[0];
        FoldScores first = Runner(new Witness()).Run(fold, [folder], CancellationToken.None)[0];
        var witness = new Witness();
        FoldScores again = Runner(witness, new Majority { Fits = () => Assert.Fail("fitted again") }).Run(fold, [folder], CancellationToken.None)[0];
        Assert.Equal(first.Scores, again.Scores);
        Assert.DoesNotContain(witness.Notes, note => note.Contains("computed again", StringComparison.Ordinal));
    }

    private static FoldRunner Runner(Witness witness, Majority? recipe = null)
    {
        var cohort = new Cohort(new ToyCohort(Subjects), cache: null, workers: 1);
        ExperimentOptions options = ToyCohort.Options;
        return new FoldRunner(options, recipe ?? new Majority(), cohort.Prepare(options, witness, CancellationToken.None), cohort.Unused(options, witness.Note), witness);
    }

    /// <summary>Predicts the most frequent class of the training windows.</summary>
    private sealed class Majority : IRecipe
    {
        public Action Fits { get; init; } = () => { };

        public double Work(FitData data) => data.Training.Sum(s => s.Windows.Count);

        public IFittedModel Fit(FitData data, FitContext context)
        {
            Fits();
            ClassificationTask classes = AffectTasks.Stress;
            int stress = data.Training.Sum(s => s.Windows.Windows.Count(w => classes.IndexOf(w.Label) == 1));
            context.Observer.Advanced(1, resumed: false);
            return new Model(2 * stress > data.Training.Sum(s => s.Windows.Count) ? 1 : 0);
        }
    }

    private sealed class Model(int majority) : IFittedModel, IWindowPredictor
    {
        public IReadOnlyList<ModelFile> Files => [new ModelFile("majority.txt", stream => stream.Write(Encoding.UTF8.GetBytes($"{majority}")))];

        public WindowSet Prepare(WindowSet windows) => windows;

        public IWindowPredictor NewPredictor() => this;

        public (int Class, float[] Probabilities) Predict(WindowSet windows, int window) => (majority, [1 - majority, majority]);

        public PublishedModel Publish(string? scores) => new(Files[0], "Predicts one class.");
    }
}
