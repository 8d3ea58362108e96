using AttX.Evaluation;
using AttX.Ground;
using AttX.Models;
using AttX.Models.Execution;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Preprocessing;

namespace AttX.ModelFiles;

/// <summary>The networks that classify a window: those of a decision fusion, combined by its rule, or a single one.</summary>
public sealed class Ensemble : IModel
{
    /// <summary>Combines the networks of one fold.</summary>
    /// <exception cref="InvalidDataException">They are not the complete set of one run's networks.</exception>
    public Ensemble(IReadOnlyList<TrainedModel> members)
    {
        Members = members;
        foreach (TrainedModel other in members.Skip(1))
            if (OptionsJson.Differences(Options, members[0].FileName, other.Metadata.Options) is { Count: > 0 } differences)
                throw new InvalidDataException($"{members[0].FileName} and {other.FileName} are of different runs ({string.Join("; ", differences)}).");
        string[] expected = [.. Options.Networks.Select(network => TrainedModel.FileNameOf(Options, network))];
        if (!members.Select(m => m.FileName).SequenceEqual(expected))
            throw new InvalidDataException($"The model consists of {string.Join(" and ", expected)}: give the folder that holds them.");
        if (Options.Decision == DecisionRule.Weighted && members.Any(m => m.Metadata.TrainingAccuracy == null))
            throw new InvalidDataException("The models do not say their accuracy in training, which --decision weighted weighs them by: train them again.");
    }

    /// <summary>The networks, in the order of <see cref="ExperimentOptions.Networks"/>.</summary>
    public IReadOnlyList<TrainedModel> Members { get; }

    /// <summary>The options of the run that trained them.</summary>
    public ExperimentOptions Options => Members[0].Metadata.Options;

    /// <summary>Whether sensors may be missing: it was trained with some hidden.</summary>
    public bool CanMissSensors => Options.SensorDropout > 0;

    /// <inheritdoc/>
    public int EmbeddingLength => Options.ContextWindows == 0 ? 0 : Members.Sum(m => 1 + m.Others.Count) * PassContext.EmbeddingLength;

    /// <summary>The subjects they were trained on; null if a file does not list them.</summary>
    public IReadOnlyList<TrainingSubject>? Training => Members.Any(m => m.Metadata.Training == null)
        ? null : [.. Members.SelectMany(m => m.Metadata.Training!).Distinct()];

    /// <summary>The recordings that their encoder was pretrained on; none without an encoder.</summary>
    public IReadOnlyList<TrainingSubject> Pretraining => [.. Members.SelectMany(m => m.Metadata.Pretraining ?? []).Distinct()];

    /// <summary>Reads a model's file, or all models in a fold's folder.</summary>
    /// <exception cref="InvalidDataException">Not a usable model; the message gives the path and the reason.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Ensemble Load(string path)
    {
        TrainedModel[] members = [.. Files(path).Select(TrainedModel.Load)];
        try
        {
            return new Ensemble(members);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The training subjects' statistics, as <see cref="Normaliser.Fit"/> returns them; null if none are needed.</summary>
    public IReadOnlyList<ChannelStatistics>? Statistics => !Options.Normalisation.NeedsTraining() ? null :
        [.. Members.SelectMany(m => Options.AxesOf(Options.Inputs(m.Metadata.Branches)).Zip(m.Metadata.Statistics!)).OrderBy(s => s.First).Select(s => s.Second)];

    /// <inheritdoc/>
    public FeatureNormaliser? Features => Members[0].Metadata.Features is { } features
        ? new FeatureNormaliser(Options.Normalisation, Options.MemorySeconds, features.SessionDeviations) : null;

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, string Sha256)> Hashes => [.. Members.Select(m => (m.FileName, m.Sha256()))];

    /// <inheritdoc/>
    public string Size
    {
        get
        {
            AttXNet[] networks = [.. Members.SelectMany(m => m.Networks)];
            long parameters = networks.Sum(n => n.Arena.Parameters.Sum(p => (long)p.Values.Length));
            return networks.Length == 1 ? $"a network of {parameters} values" : $"{networks.Length} networks of {parameters} values together";
        }
    }

    /// <inheritdoc/>
    public string? Card => Members[0].Metadata.Card;

    /// <inheritdoc/>
    public ProbabilityScaling? Calibration => Members[0].Metadata.Calibration;

    /// <inheritdoc/>
    public IModelPredictor NewPredictor(IReadOnlyList<int>? hidden = null) => new EnsemblePredictor(this) { Hidden = hidden ?? [] };

    private static IReadOnlyList<string> Files(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        FolderTree.Require(path, name => name.StartsWith("model", StringComparison.Ordinal));
        string alone = Path.Combine(path, "model.safetensors");
        string[] files = File.Exists(alone) ? [alone] : [.. Directory.GetFiles(path, "model.*.safetensors").Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new InvalidDataException(
            $"{path}: holds no model. Give a model.safetensors, or a fold's folder, such as RUN/folds/S2.");
    }
}
