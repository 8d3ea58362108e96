using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Tests.Runs;

namespace AttX.Tests.ModelFiles;

public sealed class EnsembleTests(TrainedFolds folds) : IClassFixture<TrainedFolds>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Variants => TrainedFolds.Variants;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_folds_models_reproduce_the_folds_predictions(string variant)
    {
        (Predictions predictions, AttentionCourse? attention) = Predict(folds.Fold(variant));
        Assert.Equal(File.ReadAllText(Path.Combine(folds.Fold(variant), "predictions.csv")), predictions.ToCsv());
        string course = Path.Combine(folds.Fold(variant), "attention.csv");
        Assert.Equal(File.Exists(course) ? File.ReadAllText(course) : null, attention?.ToCsv());
    }

    [Fact]
    public void A_session_that_begins_later_has_heard_nothing_before()
    {
        const int Start = 20;
        Ensemble ensemble = Ensemble.Load(folds.Fold("running"));
        WindowSet windows = new Preprocessor(ensemble.Options.Preprocessing()).Process(TrainedFolds.Cohort.Read("S2", Device.Wrist, ensemble.Options.Modalities));
        WindowSet deaf = windows with { Seconds = [.. windows.Seconds!.Select(t => t with { Items = [.. t.Items.Select((s, i) => i < Start ? default : s)] })] };
        WindowSet later = ensemble.StandardiseFrom(windows, Start)!, expected = ensemble.Standardise(deaf), whole = ensemble.Standardise(windows);
        Assert.Equal(whole.Signals, ensemble.StandardiseFrom(windows, 0)!.Signals);
        foreach (int w in Enumerable.Range(0, windows.Count).Where(w => windows.StartSeconds(w) >= Start))
        {
            Assert.Equal(expected.Signal(0, w), later.Signal(0, w));
            Assert.False(whole.Signal(0, w).SequenceEqual(later.Signal(0, w)));
        }

        Assert.Null(Ensemble.Load(folds.Fold("train")).StandardiseFrom(windows, Start));
    }

    [Fact]
    public void The_course_has_one_column_per_connection_and_branch_and_one_row_per_window()
    {
        (Predictions predictions, AttentionCourse? attention) = Predict(folds.Fold("ecg-to-eda"));
        Assert.Equal([(2, "ecg"), (2, "eda"), (3, "ecg"), (3, "eda")], attention!.Columns.Select(c => (c.Stage, c.Branch)));
        Assert.Equal(predictions.Items.Select(p => (p.StartSeconds, p.Label)), attention.Rows.Select(r => (r.StartSeconds, r.Label)));
        Assert.All(attention.Rows, row => Assert.Equal(1, row.Theta[2] + row.Theta[3], 1e-6));
        Assert.True(attention.Rows.Select(r => r.Theta[0]).Distinct().Count() > attention.Rows.Count / 2);
    }

    [Fact]
    public void One_network_of_a_decision_fusion_is_not_the_model() => Assert.Equal(
        $"{folds.Model("vote", "model.eda.safetensors")}: The model consists of model.ecg.safetensors and model.eda.safetensors: give the folder that holds them.",
        Assert.Throws<InvalidDataException>(() => Ensemble.Load(folds.Model("vote", "model.eda.safetensors"))).Message);

    [Fact]
    public void Networks_of_different_runs_are_not_a_model()
    {
        TrainedModel ecg = TrainedModel.Load(folds.Model("average", "model.ecg.safetensors")), eda = TrainedModel.Load(folds.Model("vote", "model.eda.safetensors"));
        Assert.Contains("are of different runs (decision: average in model.ecg.safetensors, vote asked for)",
            Assert.Throws<InvalidDataException>(() => new Ensemble([ecg, eda])).Message);
    }

    [Fact]
    public void A_weighted_decision_needs_the_accuracies()
    {
        TrainedModel[] members = [.. Ensemble.Load(folds.Fold("weighted")).Members
            .Select(m => m with { Metadata = m.Metadata with { TrainingAccuracy = null } })];
        Assert.Contains("do not say their accuracy in training", Assert.Throws<InvalidDataException>(() => new Ensemble(members)).Message);
    }

    [Fact]
    public void Networks_that_differ_in_their_seed_are_averaged_and_the_first_is_the_one_trained_alone()
    {
        TrainedModel model = TrainedModel.Load(folds.Model("ensemble")), alone = TrainedModel.Load(folds.Model("dropout"));
        Assert.Equal(3, model.Networks.Count());
        float[][] weights = [.. model.Networks.Select(Weights)];
        Assert.Equal(Weights(alone.Network), weights[0]);
        Assert.Equal(3, weights.Select(w => string.Join(' ', w)).Distinct().Count());

        (Predictions together, AttentionCourse? attention) = Predict(new Ensemble([model]));
        (Predictions Predictions, AttentionCourse? Attention)[] each = [.. model.Networks.Select(network =>
        {
            (Predictions predictions, AttentionCourse? course) = Predict(new Ensemble([alone with { Network = network }]));
            return (predictions, course);
        })];
        Assert.Equal(each[0].Attention!.Columns, attention!.Columns);
        for (int w = 0; w < together.Items.Count; w++)
        {
            for (int c = 0; c < 2; c++)
                Assert.Equal(each.Average(e => (double)e.Predictions.Items[w].Probabilities[c]), together.Items[w].Probabilities[c], 1e-6);
            for (int column = 0; column < attention.Columns.Count; column++)
                Assert.Equal(each.Average(e => e.Attention!.Rows[w].Theta[column]), attention.Rows[w].Theta[column], 1e-6);
        }
    }

    [Fact]
    public void A_folder_without_a_model_is_named() => Assert.StartsWith(
        $"{_folder.FullPath}: holds no model.", Assert.Throws<InvalidDataException>(() => Ensemble.Load(_folder.FullPath)).Message, StringComparison.Ordinal);

    private static float[] Weights(AttXNet network) => [.. network.Export().SelectMany(t => t.Data)];

    private static SubjectPrediction Predict(string fold) => Predict(Ensemble.Load(fold));

    private static SubjectPrediction Predict(Ensemble ensemble)
    {
        WindowSet windows = new Preprocessor(ensemble.Options.Preprocessing())
            .Process(TrainedFolds.Cohort.Read("S2", ensemble.Options.Device, ensemble.Options.Modalities));
        return ensemble.Predict(ensemble.Standardise(windows));
    }
}
