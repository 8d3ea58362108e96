using AttX.Evaluation;
using AttX.Models.Connections;
using AttX.Options;
using AttX.Paper;
using AttX.Runs;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Tests.Windows;

namespace AttX.Tests.Runs;

/// <summary>Small runs of each kind, each trained once for the tests of a class.</summary>
public sealed class TrainedFolds : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _runs = [];

    public static TheoryData<string> Variants => ["both", "ecg-to-eda", "eda-alone", "average", "weighted", "vote", "train", "train-weighted", "three-classes", "dropout", "dropout-train", "running", "ensemble", "calibrated", "context"];

    /// <summary>The subjects; the fold used tests on S2.</summary>
    internal static ToyCohort Cohort { get; } = new("S2", "S3", "S10");

    public void Dispose() => _folder.Dispose();

    /// <summary>The folder of the fold that tests on S2.</summary>
    internal string Fold(string variant)
    {
        if (!_runs.TryGetValue(variant, out string? run))
        {
            _runs[variant] = run = _folder[variant];
            new Experiment(Cohort, Options(variant)).Run(run, resume: false, new Witness(), CancellationToken.None);
        }

        return Path.Combine(run, "folds", "S2");
    }

    /// <summary>Returns a model's file of that fold.</summary>
    internal string Model(string variant = "both", string name = "model.safetensors") => Path.Combine(Fold(variant), name);

    internal static ExperimentOptions Options(string variant)
    {
        ExperimentOptions fusion = ToyCohort.Options with { Connection = ConnectionGraph.None, Stages = [] };
        return variant switch
        {
            "both" => ToyCohort.Options,
            "ecg-to-eda" => ToyCohort.Options with { Connection = PaperTables.EcgToEda, Stages = [2, 3] },
            "eda-alone" => fusion with { Modalities = [Modality.Eda] },
            "average" => fusion with { Decision = DecisionRule.Average },
            "weighted" => fusion with { Decision = DecisionRule.Weighted },
            "vote" => fusion with { Decision = DecisionRule.Vote },
            "train" => ToyCohort.Options with { Normalisation = Normalisation.Train },
            "train-weighted" => fusion with { Decision = DecisionRule.Weighted, Normalisation = Normalisation.Train },
            "three-classes" => ToyCohort.Options with { Task = AffectTasks.Three },
            "dropout" => ToyCohort.Options with { SensorDropout = 0.4 },
            "dropout-train" => ToyCohort.Options with { SensorDropout = 0.4, Normalisation = Normalisation.Train },
            "running" => ToyCohort.Options with { Normalisation = Normalisation.RunningAndTrain, Filter = FilterKind.Causal, SettleSeconds = 3 },
            "ensemble" => ToyCohort.Options with { SensorDropout = 0.4, Ensemble = 3 },
            "context" => Options("running") with { Normalisation = Normalisation.Train, ContextSeconds = 6 },
            "calibrated" => ToyCohort.Options with { Calibration = CalibrationKind.TemperatureAndBias },
            "chest" => ToyCohort.Options with { Device = Device.Chest, Modalities = [Modality.Ecg, Modality.Eda] },
            _ => throw new ArgumentException(variant),
        };
    }
}
