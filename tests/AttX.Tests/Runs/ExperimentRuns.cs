using AttX.Datasets;
using AttX.Evaluation;
using AttX.Models.Connections;
using AttX.Options;
using AttX.Runs;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Tests.Windows;
using AttX.Training;

namespace AttX.Tests.Runs;

/// <summary>Fixture of tests of experiments: a cohort, the kinds of runs, and a folder for them.</summary>
public abstract class ExperimentRuns : IDisposable
{
    private protected static readonly ToyCohort Cohort = new("S2", "S3", "S10");

    public static TheoryData<string> Variants => ["both", "ecg", "decision", "train", "dropout", "running", "recipe", "calibrated", "context"];

    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static ExperimentOptions Variant(string name) => name switch
    {
        "ecg" => ToyCohort.Options with { Modalities = [Modality.Bvp], Connection = ConnectionGraph.None, Stages = [] },
        "decision" => ToyCohort.Options with { Decision = DecisionRule.Weighted, Connection = ConnectionGraph.None, Stages = [] },
        "train" => ToyCohort.Options with { Normalisation = Normalisation.Train },
        "running" => ToyCohort.Options with { Normalisation = Normalisation.RunningAndTrain, Filter = FilterKind.Causal, RandomStarts = 3 },
        "context" => Variant("running") with
        {
            ContextSeconds = 6,
            SettleSeconds = 2,
            SensorDropout = 0.4,
            Augmentations = Enum.GetValues<AugmentationKind>(),
            BalanceClasses = true,
        },
        "dropout" => ToyCohort.Options with { SensorDropout = 0.4 },
        "calibrated" => ToyCohort.Options with { Calibration = CalibrationKind.TemperatureAndBias, Epochs = 2 },
        "recipe" => ToyCohort.Options with
        {
            WeightDecay = 0.1,
            LabelSmoothing = 0.1,
            Schedule = LearningRateSchedule.Cosine,
            WeightAveraging = 0.9,
            Augmentations = Enum.GetValues<AugmentationKind>(),
            BalanceClasses = true,
            Ensemble = 2,
        },
        _ => ToyCohort.Options,
    };

    protected static byte[] ResultOf(ExperimentResult result) => File.ReadAllBytes(result.ResultPath);

    private protected ExperimentResult Run(
        string name, ExperimentOptions options, int workers = 2, bool resume = false, Witness? observer = null, IDataset? cohort = null,
        CancellationToken cancellation = default) =>
        new Experiment(cohort ?? Cohort, options) { Workers = workers }.Run(Folder[name], resume, observer ?? new Witness(), cancellation);

    private protected void AssertSameBytes(string first, string second)
    {
        string[] files = [.. FilesOf(first)];
        Assert.Equal(files, FilesOf(second));
        foreach (string file in files.Append("result.json"))
            Assert.True(File.ReadAllBytes(Folder[first, file]).AsSpan().SequenceEqual(File.ReadAllBytes(Folder[second, file])), $"{file} differs");
    }

    private IEnumerable<string> FilesOf(string run) => new[] { Folder[run, "folds"], Folder[run, "models"] }.Where(Directory.Exists)
        .SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)).Select(f => Path.GetRelativePath(Folder[run], f)).Order();
}
