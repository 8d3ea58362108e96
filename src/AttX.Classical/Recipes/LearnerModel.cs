using System.Security.Cryptography;
using AttX.Classical.Table;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;

namespace AttX.Classical.Recipes;

/// <summary>A classifier of windows by their features, in use. Immutable and thread-safe.</summary>
public sealed class LearnerModel : IModel
{
    private readonly ClassifierFile _classifier;

    /// <summary>Creates it from a classifier.</summary>
    /// <exception cref="InvalidDataException">It does not say how its features are made, or they are others than its options'.</exception>
    public LearnerModel(ClassifierFile classifier)
    {
        _classifier = classifier;
        Options = classifier.Run ?? throw new InvalidDataException("it does not say how its features were made (an earlier version wrote it): train it again.");
        if (!FeatureNormaliser.NamesOf(Options.Normalisation, new WindowFeatureSource(Options.Preprocessing()).Names).SequenceEqual(classifier.Features))
            throw new InvalidDataException($"its {classifier.Features.Count} features are not those of its options: it is damaged, or another version wrote it.");
        Features = new FeatureNormaliser(Options.Normalisation, Options.MemorySeconds, classifier.Deviations);
    }

    /// <summary>The kind of its files.</summary>
    public static ModelKind Kind { get; } = new("classical learner", FittedPart.FileName, Load);

    /// <inheritdoc/>
    public ExperimentOptions Options { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TrainingSubject>? Training => _classifier.Training.Count == 0 ? null : _classifier.Training;

    /// <inheritdoc/>
    public IReadOnlyList<ChannelStatistics>? Statistics => null;

    /// <inheritdoc/>
    public FeatureNormaliser Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, string Sha256)> Hashes
    {
        get
        {
            using var content = new MemoryStream();
            _classifier.Write(content);
            return [(FittedPart.FileName, Convert.ToHexStringLower(SHA256.HashData(content.ToArray())))];
        }
    }

    /// <summary>Reads a file of untrusted origin.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or not a usable model: gives the path and the reason.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LearnerModel Load(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return new LearnerModel(ClassifierFile.Read(stream));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public IModelPredictor NewPredictor(IReadOnlyList<int>? hidden = null) =>
        new ClassicalPredictor(_classifier) { Hidden = [.. (hidden ?? []).Select(i => Options.Modalities[i])] };
}
