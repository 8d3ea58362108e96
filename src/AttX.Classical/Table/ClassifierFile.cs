using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AttX.Classical.Learning;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals.Features;
using AttX.Signals.Preprocessing;

namespace AttX.Classical.Table;

/// <summary>A fitted classifier with what it needs to be used: a JSON file that reads back to the same bits.</summary>
/// <param name="Learner">The learner's name.</param>
/// <param name="Options">Its options.</param>
/// <param name="Features">Names of the columns of a row, before preparation.</param>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Preparation">What is done to a row.</param>
/// <param name="Classifier">The classifier of prepared rows.</param>
public sealed record ClassifierFile(
    string Learner, IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> Features, IReadOnlyList<string> Classes,
    FeaturePreparation Preparation, IFittedClassifier Classifier)
{
    private const int Format = 1, MostFeatures = 4096, MostClasses = 100;
    private const long MostBytes = 512 << 20;

    /// <summary>The subjects it was trained on; empty if the file does not list them.</summary>
    public IReadOnlyList<TrainingSubject> Training { get; init; } = [];

    /// <summary>Balanced accuracy on training people left out, by which its decisions are weighted among others'; null where they are not.</summary>
    public double? InnerAccuracy { get; init; }

    /// <summary>The options of the run that fitted it: how windows and features are made; null if the file does not have them.</summary>
    public ExperimentOptions? Run { get; init; }

    /// <summary>The training subjects' deviations, as <see cref="FeatureNormaliser.Fit"/> returns them.</summary>
    public IReadOnlyList<double> Deviations { get; init; } = [];

    /// <summary>The model card as plain text; null for a fold's model.</summary>
    public string? Card { get; init; }

    /// <summary>How numbers and lists stand in the file: NaN and infinities do not.</summary>
    internal static JsonSerializerOptions Form { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Predicts the class of a row: the one with the largest decision value, the first of equal ones.</summary>
    /// <param name="row">The features; NaN is a missing value.</param>
    /// <param name="probabilities">Receives the probability of each class.</param>
    public int Predict(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Span<double> scores = stackalloc double[Classes.Count];
        double[] prepared = new double[Preparation.Columns.Length];
        Preparation.Apply(row, prepared);
        Classifier.Score(prepared, scores);
        Classifier.Probabilities(prepared, probabilities);
        return scores.IndexOf(VectorMath.Largest(scores));
    }

    /// <summary>Writes the file: the same classifier gives the same bytes.</summary>
    public void Write(Stream stream)
    {
        var content = new Content(Format, Learner, new SortedDictionary<string, string>(Options.ToDictionary(), StringComparer.Ordinal), [.. Features], [.. Classes],
            Preparation, JsonSerializer.SerializeToElement(Classifier, Classifier.GetType(), Form))
        {
            Training = Training.Count == 0 ? null : [.. Training],
            InnerAccuracy = InnerAccuracy,
            Card = Card,
            Run = Run == null ? null : JsonSerializer.Deserialize<JsonElement>(OptionsJson.Text(Run)),
            FeatureDeviations = Deviations.Count == 0 ? null : [.. Deviations],
        };
        JsonSerializer.Serialize(stream, content, Form);
    }

    /// <summary>Reads a file of untrusted origin.</summary>
    /// <exception cref="InvalidDataException">It is damaged, too large, or of a newer version.</exception>
    public static ClassifierFile Read(Stream stream)
    {
        Stored.That(!stream.CanSeek || stream.Length <= MostBytes, $"the file is larger than {MostBytes >> 20} MiB");
        try
        {
            Content content = JsonSerializer.Deserialize<Content>(stream, Form) ?? throw new JsonException("null");
            if (content.Format > Format)
                throw new InvalidDataException($"written by a newer AttX (format {content.Format}; this one reads up to {Format}): update AttX.");
            return Read(content);
        }
        catch (Exception e) when (e is JsonException or OptionsException or OverflowException or FormatException)
        {
            throw new InvalidDataException($"Damaged classifier ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", e);
        }
    }

    private static ClassifierFile Read(Content content)
    {
        Stored.That(content.Features.Length is > 0 and <= MostFeatures && !content.Features.Contains(null), $"{content.Features.Length} features");
        Stored.That(content.Classes.Length is >= 2 and <= MostClasses && !content.Classes.Contains(null), $"{content.Classes.Length} classes");
        Stored.That(content.Training?.Contains(null) != true, "a training subject is null");
        Stored.That(content.InnerAccuracy is null or (>= 0 and <= 1), $"an accuracy of {content.InnerAccuracy}");
        Stored.That(!content.Options.ContainsValue(null!), "an option has no value");
        LearnerRow row = LearnerTable.Find(content.Learner);
        string? problem = content.Preparation.Problem(content.Features.Length);
        Stored.That(problem == null, problem ?? "");
        IFittedClassifier classifier = row.Parse(content.Model) ?? throw new JsonException("null");
        classifier.Require(content.Preparation.Columns.Length, content.Classes.Length);
        return new ClassifierFile(content.Learner, row.Settings(content.Options).Values, content.Features, content.Classes, content.Preparation, classifier)
        {
            Training = content.Training ?? [],
            InnerAccuracy = content.InnerAccuracy,
            Card = content.Card,
            Run = content.Run is { } run ? ReadRun(run, content) : null,
            Deviations = content.FeatureDeviations ?? [],
        };
    }

    /// <summary>Reads the run's options, and checks that the rest of the file fits them.</summary>
    private static ExperimentOptions ReadRun(JsonElement run, Content content)
    {
        ExperimentOptions options = OptionsJson.Read(run.GetRawText(), "run");
        Stored.That(options.Learner == content.Learner && content.Classes.SequenceEqual(options.Task.Classes), "its learner or classes contradict its options");
        double[] deviations = content.FeatureDeviations ?? [];
        Stored.Finite("featureDeviations", deviations, options.Normalisation.IsRunning() ? content.Features.Length / options.Normalisation.Ways().Count : 0);
        Stored.That(deviations.All(d => d >= 0), "a feature's deviation is negative");
        return options;
    }

    private sealed record Content(
        int Format, string Learner, SortedDictionary<string, string> Options, string[] Features, string[] Classes, FeaturePreparation Preparation, JsonElement Model)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public TrainingSubject[]? Training { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public double? InnerAccuracy { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Card { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public JsonElement? Run { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public double[]? FeatureDeviations { get; init; }
    }
}
