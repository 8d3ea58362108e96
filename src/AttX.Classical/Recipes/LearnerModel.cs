using System.Security.Cryptography;
using AttX.Classical.Table;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;

namespace AttX.Classical.Recipes;

/// <summary>A classifier of windows by their features, or one for each modality, in use. Immutable and thread-safe.</summary>
public sealed class LearnerModel : IModel
{
    private readonly IReadOnlyList<FittedPart> _parts;

    /// <summary>Creates it from the classifiers of one fold.</summary>
    /// <exception cref="InvalidDataException">
    /// They do not say how their features are made, these are others than their options', or they are not the complete set of one run's.
    /// </exception>
    public LearnerModel(IReadOnlyList<ClassifierFile> classifiers)
    {
        ClassifierFile first = classifiers[0];
        Options = first.Run ?? throw new InvalidDataException("it does not say how its features were made (an earlier version wrote it): train it again.");
        string?[] parts = Options.Decision == null ? [null] : [.. Options.Modalities.Select(m => m.Info().Name)];
        if (classifiers.Count != parts.Length || classifiers.Any(c => c.Run == null || OptionsJson.Text(c.Run) != OptionsJson.Text(Options)))
            throw new InvalidDataException($"The model consists of {string.Join(" and ", parts.Select(FittedPart.NameOf))} of one run: give the folder that holds them.");
        if (classifiers.Any(c => !Options.FeatureNames.SequenceEqual(c.Features)))
            throw new InvalidDataException($"its {first.Features.Count} features are not those of its options: it is damaged, or another version wrote it.");
        _parts = [.. parts.Zip(classifiers, (modality, classifier) => new FittedPart(modality, classifier))];
        Features = new FeatureNormaliser(Options.Normalisation, Options.MemorySeconds, first.Deviations);
    }

    /// <summary>The kind of its files.</summary>
    public static ModelKind Kind { get; } = new("classical learner", Load);

    /// <inheritdoc/>
    public ExperimentOptions Options { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TrainingSubject>? Training => _parts.Any(p => p.Classifier.Training.Count == 0)
        ? null : [.. _parts.SelectMany(p => p.Classifier.Training).Distinct()];

    /// <inheritdoc/>
    public IReadOnlyList<ChannelStatistics>? Statistics => null;

    /// <inheritdoc/>
    public FeatureNormaliser Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, string Sha256)> Hashes =>
        [.. _parts.Select(p => (p.File.Name, Convert.ToHexStringLower(SHA256.HashData(p.File.ToArray()))))];

    /// <summary>Reads files of untrusted origin: one, or those of a decision fusion.</summary>
    /// <exception cref="InvalidDataException">One is damaged, or they are no usable model: gives the path and the reason.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static LearnerModel Load(IReadOnlyList<string> paths)
    {
        string path = paths[0];
        try
        {
            var read = new List<(string Name, ClassifierFile Classifier)>();
            foreach (string file in paths)
            {
                path = file;
                using FileStream stream = File.OpenRead(file);
                read.Add((Path.GetFileName(file), ClassifierFile.Read(stream)));
            }

            string[] order = [.. read[0].Classifier.Run?.Modalities.Select(m => FittedPart.NameOf(m.Info().Name)) ?? []];
            return new LearnerModel([.. read.OrderBy(r => Array.IndexOf(order, r.Name)).Select(r => r.Classifier)]);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public string Size => $"{_parts[0].Classifier.Learner} of {string.Join(" and ", _parts.Select(p => p.Classifier.Features.Count))} features";

    /// <inheritdoc/>
    public string? Card => _parts[0].Classifier.Card;

    /// <inheritdoc/>
    public IModelPredictor NewPredictor(IReadOnlyList<int>? hidden = null)
    {
        int[] unseen = [.. Options.FeatureBranches.Index().Where(column => hidden?.Contains(column.Item) == true).Select(column => column.Index)];
        return Options.Decision is { } rule ? new FusedPredictor([.. _parts.Select(p => p.Classifier)], rule, unseen)
            : new ClassicalPredictor(_parts[0].Classifier) { Hidden = unseen };
    }
}
