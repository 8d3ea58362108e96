using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Models.Connections;
using AttX.Nn;
using AttX.Options;
using AttX.Paper;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Training;

namespace AttX.Onnx.Tests;

/// <summary>A model of every kind, with weights and running statistics as after training.</summary>
internal static class Variant
{
    /// <summary>
    /// Spreads the outputs: random weights alone give every window nearly the same probabilities, which would hide errors.
    /// </summary>
    private const float LogitGain = 12;

    private static readonly ExperimentOptions Small = ExperimentOptions.For(Device.Chest) with { Widths = [8, 16, 24] };

    private static readonly ExperimentOptions Wrist = ExperimentOptions.For(Device.Wrist) with { Widths = [8, 16, 24] };

    private static readonly ExperimentOptions Unconnected = Small with { Connection = ConnectionGraph.None, Stages = [] };

    public static IReadOnlyDictionary<string, ExperimentOptions> All { get; } = new Dictionary<string, ExperimentOptions>
    {
        ["default"] = ExperimentOptions.For(Device.Chest),
        ["both 1,2,3"] = Small with { Stages = [1, 2, 3] },
        ["both 3"] = Small with { Stages = [3] },
        ["ecg-to-eda 1,2"] = Small with { Connection = PaperTables.EcgToEda },
        ["ecg-to-eda 2,3"] = Small with { Connection = PaperTables.EcgToEda, Stages = [2, 3] },
        ["eda-to-ecg 1"] = Small with { Connection = PaperTables.EdaToEcg, Stages = [1] },
        ["eda-to-ecg 3"] = Small with { Connection = PaperTables.EdaToEcg, Stages = [3] },
        ["no attention"] = Small with { Attention = false },
        ["no attention ecg-to-eda"] = Small with { Attention = false, Connection = PaperTables.EcgToEda },
        ["time-step"] = Small with { AttentionScope = AttentionScope.TimeStep },
        ["feature fusion"] = Unconnected,
        ["ecg"] = Unconnected with { Modalities = [Modality.Ecg] },
        ["eda"] = Unconnected with { Modalities = [Modality.Eda] },
        ["decision fusion"] = Unconnected with { Decision = DecisionRule.Average },
        ["three classes"] = Small with { Task = AffectTasks.Three },
        ["wrist"] = ExperimentOptions.For(Device.Wrist) with { Widths = [16, 8, 32], Stages = [2] },
        ["three branches"] = Small with { Modalities = [Modality.Ecg, Modality.Eda, Modality.Respiration], Stages = [1, 2, 3] },
        ["three branches, edges"] = Small with
        {
            Modalities = [Modality.Ecg, Modality.Eda, Modality.Respiration],
            Connection = ConnectionGraph.Of(("eda", "ecg"), ("resp", "ecg"), ("ecg", "resp")),
        },
        ["four branches"] = Wrist with { Modalities = [Modality.Bvp, Modality.Eda, Modality.Temperature, Modality.Acceleration] },
        ["four branches, time-step, edges"] = Wrist with
        {
            Modalities = [Modality.Bvp, Modality.Eda, Modality.Temperature, Modality.Acceleration],
            Connection = ConnectionGraph.Of(("acc", "ecg"), ("temp", "eda"), ("eda", "ecg")),
            AttentionScope = AttentionScope.TimeStep,
        },
        ["missing"] = Small with { SensorDropout = 0.3 },
        ["missing, no attention"] = Small with { SensorDropout = 0.3, Attention = false, Connection = PaperTables.EcgToEda },
        ["missing, feature fusion"] = Unconnected with { SensorDropout = 0.3 },
        ["missing, four branches, time-step"] = Wrist with
        {
            Modalities = [Modality.Bvp, Modality.Eda, Modality.Temperature, Modality.Acceleration],
            AttentionScope = AttentionScope.TimeStep,
            SensorDropout = 0.3,
        },
        ["ensemble"] = Small with { SensorDropout = 0.3, Ensemble = 3 },
        ["calibrated"] = Small with { Calibration = CalibrationKind.Temperature },
        ["ensemble, calibrated, three classes"] = Small with { Ensemble = 2, Calibration = CalibrationKind.TemperatureAndBias, Task = AffectTasks.Three },
        ["ensemble, one branch"] = Small with { Modalities = [Modality.Eda], Connection = ConnectionGraph.None, Stages = [], Ensemble = 2 },
        ["x-cnn"] = Small with { ConnectionKind = ConnectionKind.XCnn, Stages = [1, 2, 3] },
        ["x-cnn, missing, three branches, edges"] = Small with
        {
            ConnectionKind = ConnectionKind.XCnn,
            Modalities = [Modality.Ecg, Modality.Eda, Modality.Respiration],
            Connection = ConnectionGraph.Of(("eda", "ecg"), ("resp", "ecg"), ("ecg", "resp")),
            SensorDropout = 0.3,
        },
        ["xflow"] = Small with { ConnectionKind = ConnectionKind.XFlow, Stages = [1, 2, 3] },
        ["xflow, missing, four branches"] = Wrist with
        {
            ConnectionKind = ConnectionKind.XFlow,
            Modalities = [Modality.Bvp, Modality.Eda, Modality.Temperature, Modality.Acceleration],
            SensorDropout = 0.3,
        },
        ["receptive field"] = Small with { ReceptiveFieldSeconds = 5.75 },
        ["receptive field, xflow"] = Small with { ReceptiveFieldSeconds = 4, ConnectionKind = ConnectionKind.XFlow, Stages = [1, 3] },
        ["sum"] = Small with { Merge = ConnectionMerge.Sum, Stages = [2, 3] },
        ["fixed"] = Small with { FixedAttention = true },
        ["fixed, missing, three branches"] = Small with
        {
            Modalities = [Modality.Ecg, Modality.Eda, Modality.Respiration],
            FixedAttention = true,
            SensorDropout = 0.3,
        },
        ["context"] = Small with { Normalisation = Normalisation.Train, Filter = FilterKind.Causal, ContextSeconds = 30 },
        ["context, missing, ensemble"] = Small with
        {
            Normalisation = Normalisation.Train,
            Filter = FilterKind.Causal,
            ContextSeconds = 30,
            SensorDropout = 0.3,
            Ensemble = 2,
        },
        ["features"] = Wrist with { Features = FeatureSet.Plain },
        ["features, missing, ensemble"] = Wrist with { Features = FeatureSet.All, SensorDropout = 0.3, Ensemble = 2 },
        ["train"] = Small with { Normalisation = Normalisation.Train },
    };

    /// <summary>The model; for a decision fusion, the cardiac one.</summary>
    public static TrainedModel Create(string name) => Create(All[name]);

    public static TrainedModel Create(ExperimentOptions options)
    {
        BranchSelection branches = options.Networks[0];
        AttXNet[] networks = [.. Enumerable.Range(0, options.Ensemble).Select(member => Network(options.Network(branches), member))];
        return new TrainedModel(networks[0], new ModelMetadata
        {
            Options = options,
            Branches = branches,
            Features = options.Features == FeatureSet.None ? null : Features(options),
            Calibration = options.Calibration == CalibrationKind.None ? null : new ProbabilityScaling(0.6, options.Classes == 2 ? [0, 0] : [0, 0.4, -0.3]),
            Statistics = options.Normalisation == Normalisation.Train ? [new(0, 0.002, 0.11), new(0, 4.5, 1.75)] : null,
        })
        { Others = networks[1..] };
    }

    /// <summary>Features of which the training windows tell all but the second apart.</summary>
    private static FeatureInput Features(ExperimentOptions options)
    {
        int[] columns = [.. Enumerable.Range(0, options.FeatureNames.Count).Where(c => c != 1)];
        double[] Values(string name, float low, float high) => [.. Golden.Hashed(name, columns.Length, low, high).Select(v => (double)v)];
        return new FeatureInput(options.FeatureNames, new FeaturePreparation(columns, Values("median", -1, 1), Values("mean", -1, 1), Values("deviation", 0.5f, 2)), options.FeatureBranches);
    }

    /// <summary>A network; members of an ensemble differ in the strength of all weights but batch norm's.</summary>
    private static AttXNet Network(AttXNetOptions options, int member)
    {
        AttXNet network = new(options, seed: 1);
        foreach (Parameter parameter in network.Arena.Parameters)
        {
            float gain = (parameter.Name == "head.2.weight" ? LogitGain : 1) * (parameter.Shape.Count > 1 ? 1 - (0.1f * member) : 1);
            parameter.Import([.. Golden.InitialWeight(parameter.Name, parameter.Shape).Select(v => gain * v)], parameter.Values);
        }

        return network;
    }

    public static byte[] Export(TrainedModel model, IReadOnlyList<int>? nativeRatesHz = null)
    {
        using MemoryStream stream = new();
        OnnxExport.Write(stream, model, nativeRatesHz);
        return stream.ToArray();
    }
}
