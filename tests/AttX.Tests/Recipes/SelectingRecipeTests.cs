using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Runs;
using AttX.Signals;
using AttX.Tests.Runs;
using AttX.Tests.Windows;
using AttX.Windows;

namespace AttX.Tests.Recipes;

public sealed class SelectingRecipeTests : ExperimentRuns
{
    private static readonly ExperimentOptions Choice = ToyCohort.Options with { Epochs = 1, Select = SelectionGrid.Parse("epochs=1|2;learning-rate=0.001|0.01"), SelectGroups = 2 };

    [Fact]
    public void A_fold_ends_with_the_model_that_its_choice_alone_would_have_trained()
    {
        ExperimentResult result = Run("chosen", Choice);
        Assert.Equal(3, result.Selections.Count);
        foreach (string subject in Cohort.Subjects)
        {
            Selection selection = new FoldFolder(Folder["chosen"], subject).ReadSelection()!;
            Assert.Equal(Candidates.Of(Choice).Select(c => c.Text), selection.Candidates.Select(c => c.Text));
            Assert.Equal(Cohort.Subjects.Except([subject]), selection.Groups.SelectMany(g => g).OrderBy(s => Cohort.Subjects.ToList().IndexOf(s)));
            string alone = $"{subject} alone";
            Run(alone, Candidates.Of(Choice).First(c => c.Text == selection.Chosen.Text).Options);
            Assert.Equal(File.ReadAllBytes(Folder[alone, "folds", subject, "model.safetensors"]), File.ReadAllBytes(Folder["chosen", "folds", subject, "model.safetensors"]));
        }

        Run("by one", Choice, workers: 1);
        AssertSameBytes("chosen", "by one");
    }

    [Fact]
    public void A_killed_run_resumes_to_the_same_bytes()
    {
        Run("whole", Choice);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Run("stopped", Choice, workers: 1, observer: new Witness { AfterEpoch = stop.Cancel }, cancellation: stop.Token));
        Assert.Single(Directory.GetFiles(Folder["stopped"], "checkpoint.selection", SearchOption.AllDirectories));
        Run("stopped", Choice, resume: true);
        AssertSameBytes("whole", "stopped");
    }

    [Fact]
    public void The_best_on_people_left_out_is_chosen_and_no_candidate_is_scored_twice()
    {
        var fits = new List<string>();
        IRecipe RecipeOf(ExperimentOptions o) => new Fixed(o.LearningRate == 0.01, () => fits.Add($"{o.LearningRate}"));
        ExperimentOptions options = ToyCohort.Options with { Select = SelectionGrid.Parse("learning-rate=0.1|0.01|0.001"), SelectGroups = 0 };
        var data = new FitData("Fold S9", [.. new Cohort(Cohort, null, 1).Prepare(options, new Witness(), CancellationToken.None).Values]);
        var store = new Store();
        FitContext context = new() { SeedOf = part => (ulong)part.Length, Checkpoints = store };
        Selection.Read(new MemoryStream(new SelectingRecipe(options, RecipeOf).Fit(data, context).Files.Single(f => f.Name == Selection.FileName).ToArray())).Deconstruct(
            out IReadOnlyList<IReadOnlyList<string>> groups, out IReadOnlyList<ScoredCandidate> scored);
        Assert.Equal([0.5, 1, 0.5], scored.Select(c => c.Score));
        Assert.All(groups, group => Assert.Single(group));
        Assert.Equal(["0.1", "0.1", "0.1", "0.01", "0.01", "0.01", "0.001", "0.001", "0.001", "0.01"], fits);
        fits.Clear();
        new SelectingRecipe(options, RecipeOf).Fit(data, context);
        Assert.Equal(["0.01"], fits);
    }

    [Fact]
    public void Somebody_must_be_left_to_train_on() =>
        Assert.Contains("--select leaves out training subjects, and there is only S2", Assert.Throws<InvalidDataException>(() =>
            new SelectingRecipe(Choice, _ => new Fixed(true, () => { })).Fit(
                new FitData("Fold S3", [new Cohort(Cohort, null, 1).Prepare(Choice, new Witness(), CancellationToken.None)["S2"]]),
                new FitContext { SeedOf = _ => 1 })).Message, StringComparison.Ordinal);

    private sealed class Store : ICheckpointStore
    {
        private readonly Dictionary<string, byte[]> _files = [];

        public Stream? Open(string file) => _files.TryGetValue(file, out byte[]? bytes) ? new MemoryStream(bytes) : null;

        public void Save(string file, Action<Stream> write)
        {
            using var content = new MemoryStream();
            write(content);
            _files[file] = content.ToArray();
        }
    }

    /// <summary>Predicts the class that a window has, or always the first one.</summary>
    private sealed class Fixed(bool knows, Action fitted) : IRecipe, IFittedModel, IWindowPredictor
    {
        public IReadOnlyList<ModelFile> Files => [];

        public double Work(FitData data) => 1;

        public IFittedModel Fit(FitData data, FitContext context)
        {
            fitted();
            return this;
        }

        public WindowSet Prepare(WindowSet windows) => windows;

        public IWindowPredictor NewPredictor() => this;

        public (int Class, float[] Probabilities) Predict(WindowSet windows, int window) =>
            (knows ? Math.Max(0, AffectTasks.Stress.IndexOf(windows.Windows[window].Label)) : 0, [0.5f, 0.5f]);

        public PublishedModel Publish(string? scores) => throw new NotSupportedException();
    }
}
