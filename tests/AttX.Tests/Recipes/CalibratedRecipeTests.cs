using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Runs;
using AttX.Signals.Preprocessing;
using AttX.Tests.Runs;
using AttX.Tests.Windows;

namespace AttX.Tests.Recipes;

public sealed class CalibratedRecipeTests(TrainedFolds folds) : IClassFixture<TrainedFolds>
{
    [Fact]
    public void The_network_is_that_of_a_run_without_and_only_its_probabilities_change()
    {
        TrainedModel model = TrainedModel.Load(folds.Model("calibrated")), alone = TrainedModel.Load(folds.Model());
        Assert.Equal(alone.Network.Export().SelectMany(t => t.Data), model.Network.Export().SelectMany(t => t.Data));
        ProbabilityScaling scaling = model.Metadata.Calibration!;
        Assert.NotEqual(1, scaling.Slope);
        Assert.Equal(Predict(alone).Select(p => scaling.Apply([.. p.Probabilities])), Predict(model).Select(p => p.Probabilities));
        Assert.All(Predict(model), p => Assert.Equal(p.Probabilities[1] > p.Probabilities[0] ? 1 : 0, p.Predicted));
    }

    [Fact]
    public void One_training_subject_leaves_nobody_to_calibrate_by()
    {
        ExperimentOptions options = TrainedFolds.Options("calibrated");
        string message = Assert.Throws<InvalidDataException>(() => new ModelTraining(new ToyCohort("S2", "S3"), options)
        { HeldOut = ["S3"] }.Run(new Witness(), CancellationToken.None)).Message;
        Assert.Equal("Model: --calibrate needs at least 2 subjects to train on, got 1. Use more subjects, or leave it out.", message);
    }

    [Fact]
    public void A_file_without_the_calibration_that_its_options_name_is_damaged()
    {
        ModelMetadata metadata = TrainedModel.Load(folds.Model("calibrated")).Metadata;
        Assert.Contains("attx.calibration (missing) contradicts attx.options",
            Assert.Throws<InvalidDataException>(() => ModelMetadata.Read((metadata with { Calibration = null }).Write())).Message);
        Assert.Contains("contradicts attx.options",
            Assert.Throws<InvalidDataException>(() => ModelMetadata.Read((metadata with { Calibration = new(-1, [0, 0]) }).Write())).Message);
    }

    [Fact]
    public void Decisions_of_several_networks_are_not_calibrated() => Assert.Contains("--calibrate temperature would be ignored: --fusion decision",
        Assert.Throws<OptionsException>(() => new OptionReader().Give("fusion", "decision").Give("calibrate", "temperature").Read()).Message);

    private static IReadOnlyList<Prediction> Predict(TrainedModel model)
    {
        var ensemble = new Ensemble([model]);
        return ensemble.Predict(new Preprocessor(ensemble.Options.Preprocessing())
            .Process(TrainedFolds.Cohort.Read("S2", ensemble.Options.Device, ensemble.Options.Modalities))).Predictions.Items;
    }
}
