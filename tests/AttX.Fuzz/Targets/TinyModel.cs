using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Training;

namespace AttX.Fuzz;

/// <summary>Untrained networks, small and of every modality, so that whatever was read is also preprocessed and estimated.</summary>
internal static class TinyModel
{
    /// <summary>A model of whole sessions.</summary>
    public static TrainedModel Of(Device device) => Models[device].Value;

    /// <summary>A model of live sessions.</summary>
    public static TrainedModel Live { get; } = Create(Options(Device.Wrist) with { Normalisation = Normalisation.Running, Filter = FilterKind.Causal });

    /// <summary>Models that differ in what their files hold.</summary>
    public static IEnumerable<(string Name, TrainedModel Model)> Kinds
    {
        get
        {
            ExperimentOptions two = Options(Device.Wrist) with { Modalities = [Modality.Bvp, Modality.Eda] };
            yield return ("dropout", Of(Device.Wrist));
            yield return ("edges", Create(two with { SensorDropout = 0 }));
            yield return ("live", Live);
            yield return ("context", Create(two with { Normalisation = Normalisation.Running, Filter = FilterKind.Causal, ContextSeconds = 6 }));
            yield return ("features", Create(two with { Features = FeatureSet.Plain }));
        }
    }

    private static readonly Dictionary<Device, Lazy<TrainedModel>> Models =
        Enum.GetValues<Device>().ToDictionary(d => d, d => new Lazy<TrainedModel>(() => Create(Options(d))));

    private static ExperimentOptions Options(Device device) => ExperimentOptions.For(device) with
    {
        Modalities = device.Info().Modalities,
        SamplingRateHz = 32,
        WindowSeconds = 2,
        Widths = [8, 8, 8],
        SensorDropout = 0.4,
    };

    private static TrainedModel Create(ExperimentOptions options)
    {
        options = options.Canonical();
        var features = new FeatureInput(options.FeatureNames, new FeaturePreparation([0], [0], [0], [1]), options.FeatureBranches);
        return new TrainedModel(new AttXNet(options.Network(options.Networks[0]), seed: 1), new ModelMetadata
        {
            Options = options,
            Branches = options.Networks[0],
            Statistics = options.Normalisation.NeedsTraining()
                ? [.. options.Modalities.SelectMany(m => m.Info().Axes).SelectMany(_ => options.Normalisation.Ways()).Select(_ => new ChannelStatistics(0, 0, 1))] : null,
            Features = options.FeatureNames.Count > 0 ? features : null,
        });
    }
}
