using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>A subject whose recording was used to train a model.</summary>
/// <param name="Subject">The name in the dataset.</param>
/// <param name="Fingerprint">The recording's <see cref="RecordingFingerprint"/>, if known.</param>
public sealed record TrainingSubject(string Subject, string? Fingerprint = null)
{
    /// <summary>True if held out from training to decide when to stop.</summary>
    public bool? HeldOut { get; init; }

    /// <summary>SHA-256 of the recording's samples without labels, which an encoder keeps.</summary>
    public string? Samples { get; init; }

    /// <summary>The recording's <see cref="RecordingSketch"/>, by which changed copies are known; null in a model of an earlier version.</summary>
    public string? Sketch { get; init; }
}

/// <summary>Metadata needed to use a model's weights again. No times, paths or worker counts.</summary>
public sealed record ModelMetadata
{
    private const int Format = 1;
    private const string FormatKey = "attx.format", BranchesKey = "attx.streams", OptionsKey = "attx.options", ClassesKey = "attx.classes",
        InputsKey = "attx.inputs", TrainingKey = "attx.training", AccuracyKey = "attx.trainingAccuracy",
        PretrainingKey = "attx.pretraining", CalibrationKey = "attx.calibration", SummaryKey = "attx.summary", CardKey = "attx.card", FeaturesKey = "attx.features";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new FiniteNumberConverter() },
    };

    /// <summary>The options of the run that trained it.</summary>
    public required ExperimentOptions Options { get; init; }

    /// <summary>The network's branches.</summary>
    public required BranchSelection Branches { get; init; }

    /// <summary>
    /// Where windows need them (<see cref="Normalisations.NeedsTraining"/>): for each axis of each input, the statistics that standardise
    /// windows (the count is not kept); else null.
    /// </summary>
    public IReadOnlyList<ChannelStatistics>? Statistics { get; init; }

    /// <summary>How windows' features enter the network; null for a network without.</summary>
    public FeatureInput? Features { get; init; }

    /// <summary>The subjects it was trained on; null if the file does not list them.</summary>
    public IReadOnlyList<TrainingSubject>? Training { get; init; }

    /// <summary>The recordings that the encoder which it started from was pretrained on; null if it started from random weights.</summary>
    public IReadOnlyList<TrainingSubject>? Pretraining { get; init; }

    /// <summary>
    /// Share of the training windows that it classifies correctly; present where <see cref="DecisionRule.Weighted"/> needs it.
    /// </summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>How the probabilities are calibrated, which the training people alone decided; null: they are the network's own.</summary>
    public ProbabilityScaling? Calibration { get; init; }

    /// <summary>Summary of training; null for a fold's model, whose history is in a separate file.</summary>
    public TrainingSummary? Summary { get; init; }

    /// <summary>The model card as plain text; null for a fold's model.</summary>
    public string? Card { get; init; }

    /// <summary>The inputs' modalities, one per branch.</summary>
    public IReadOnlyList<Modality> Modalities => [.. Options.Inputs(Branches).Select(i => Options.Modalities[i])];

    /// <summary>Writes the metadata as text by key.</summary>
    public IReadOnlyDictionary<string, string> Write()
    {
        var text = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [FormatKey] = Format.ToString(CultureInfo.InvariantCulture),
            [BranchesKey] = Branches.Name,
            [OptionsKey] = OptionsJson.Text(Options),
            [ClassesKey] = JsonSerializer.Serialize(Options.Task.Classes, Form),
            [InputsKey] = JsonSerializer.Serialize(Inputs(), Form),
        };
        if (Training != null)
            text[TrainingKey] = JsonSerializer.Serialize(Training, Form);
        if (Pretraining != null)
            text[PretrainingKey] = JsonSerializer.Serialize(Pretraining, Form);
        if (TrainingAccuracy is { } accuracy)
            text[AccuracyKey] = accuracy.ToString("R", CultureInfo.InvariantCulture);
        if (Calibration != null)
            text[CalibrationKey] = JsonSerializer.Serialize(Calibration, Form);
        if (Summary != null)
            text[SummaryKey] = JsonSerializer.Serialize(Summary, Form);
        if (Card != null)
            text[CardKey] = Card;
        if (Features != null)
            text[FeaturesKey] = JsonSerializer.Serialize(FeatureStatistics.Of(Features), Form);
        return text;
    }

    /// <summary>Returns whether a file's metadata are a model's.</summary>
    internal static bool Describes(IReadOnlyDictionary<string, string> text) => text.ContainsKey(FormatKey);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The metadata are missing, of a newer version, damaged, or contradictory.</exception>
    public static ModelMetadata Read(IReadOnlyDictionary<string, string> text)
    {
        if (text.ContainsKey(PretrainedEncoder.FormatKey))
            throw new InvalidDataException("a pretrained encoder, not a model: attx train DATA --init makes a model of it.");
        if (!text.TryGetValue(FormatKey, out string? format))
            throw new InvalidDataException("weights without AttX's metadata: how their signals are to be prepared is not known.");
        try
        {
            if (int.Parse(format, NumberStyles.None, CultureInfo.InvariantCulture) > Format)
                throw new InvalidDataException($"written by a newer AttX (format {format}; this one reads up to {Format}): update AttX.");
            var read = new ModelMetadata
            {
                Options = OptionsJson.Read(text[OptionsKey], OptionsKey),
                Branches = BranchSelection.Parse(text[BranchesKey]),
                Training = text.TryGetValue(TrainingKey, out string? training) ? Parse<TrainingSubject[]>(training) : null,
                Pretraining = text.TryGetValue(PretrainingKey, out string? before) ? Parse<TrainingSubject[]>(before) : null,
                Summary = text.TryGetValue(SummaryKey, out string? summary) ? Parse<TrainingSummary>(summary) : null,
                Card = text.GetValueOrDefault(CardKey),
                Calibration = text.TryGetValue(CalibrationKey, out string? calibration) ? Parse<ProbabilityScaling>(calibration) : null,
                TrainingAccuracy = text.TryGetValue(AccuracyKey, out string? share) ? double.Parse(share, CultureInfo.InvariantCulture) : null,
            };
            if (read.TrainingAccuracy is not (null or (>= 0 and <= 1)))
                throw new InvalidDataException($"{AccuracyKey} must be from 0 to 1, got {share}.");
            if (text.TryGetValue(FeaturesKey, out string? features) != read.Options.FeatureNames.Count > 0)
                throw new InvalidDataException($"{FeaturesKey} contradicts {OptionsKey}: the network takes {read.Options.FeatureNames.Count} features.");
            if (features != null)
                read = read with { Features = Parse<FeatureStatistics>(features).Read(read.Options) };
            return read.WithInputs(Parse<Input[]>(text[InputsKey]), Parse<string[]>(text[ClassesKey]));
        }
        catch (Exception e) when (
            e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or OptionsException)
        {
            throw new InvalidDataException($"damaged metadata ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", e);
        }
    }

    /// <summary>Reads whom a model in JSON, of a learner without a network, was trained on; null if it does not say.</summary>
    /// <exception cref="InvalidDataException">The file is no model.</exception>
    public static IReadOnlyList<TrainingSubject>? ReadTraining(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using JsonDocument json = JsonDocument.Parse(stream);
            return json.RootElement.TryGetProperty("training", out JsonElement training) ? Parse<TrainingSubject[]>(training.GetRawText()) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"damaged model ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", e);
        }
    }

    private ModelMetadata WithInputs(Input[] inputs, string[] classes)
    {
        if (inputs.Contains(null) || Training?.Contains(null) == true || Pretraining?.Contains(null) == true)
            throw new JsonException("null in a list");
        if (!Options.Networks.Contains(Branches))
            throw new InvalidDataException($"{BranchesKey} ({Branches.Name}) contradicts {OptionsKey}.");
        if (!classes.SequenceEqual(Options.Task.Classes))
            throw new InvalidDataException($"{ClassesKey} ({string.Join(", ", classes)}) contradicts {OptionsKey}.");
        if (Calibration?.Fits(Options.Classes) != (Options.Calibration == CalibrationKind.None ? null : true))
            throw new InvalidDataException($"{CalibrationKey} ({(Calibration == null ? "missing" : JsonSerializer.Serialize(Calibration, Form))}) contradicts {OptionsKey}.");
        bool scaled = Options.Normalisation.NeedsTraining();
        if (!inputs.Select(i => i.Unscaled).SequenceEqual((this with { Statistics = null }).Inputs()) || inputs.Any(i => !i.Fits(scaled)))
            throw new InvalidDataException($"{InputsKey} ({JsonSerializer.Serialize(inputs, Form)}) contradicts {OptionsKey}.");
        return this with { Statistics = scaled ? [.. inputs.SelectMany(i => i.Statistics)] : null };
    }

    private IReadOnlyList<Input> Inputs() => [.. Modalities.Select((modality, i) => new Input(
        modality.Info().Name, FilterOf(modality), Options.SamplingRateHz, Options.Preprocessing().Spec.WindowSamples)
        .With(AxesOf(modality), Statistics?.Skip(Modalities.Take(i).Sum(m => AxesOf(m).Count))))];

    /// <summary>Names of an input's axes, of each way in which the signal enters.</summary>
    private IReadOnlyList<string> AxesOf(Modality modality) => Options.Normalisation.Ways() is [_] ? modality.Info().Axes
        : [.. Options.Normalisation.Ways().SelectMany(way => modality.Info().Axes.Select(axis => $"{axis} {DataGroup.NameOf(way)}".Trim()))];

    private string FilterOf(Modality modality)
    {
        PassBand band = modality.Info().Band;
        return FormattableString.Invariant($"Butterworth {band}, order {PaperFilters.Order}, {DataGroup.NameOf(Options.Filter)}")
            + (band.LowHz == null ? FormattableString.Invariant($"; none for signals sampled at {2 * band.HighHz} Hz or less") : "");
    }

    private static T Parse<T>(string text) => JsonSerializer.Deserialize<T>(text, Form) ?? throw new JsonException("null");

    /// <summary>An input in the file. An input of several axes names them, with a mean and a deviation for each.</summary>
    private sealed record Input(
        string Modality, string Filter, int SamplingRateHz, int WindowSamples, double? Mean = null, double? StandardDeviation = null,
        string? Axes = null, double[]? Means = null, double[]? StandardDeviations = null)
    {
        [JsonIgnore]
        public Input Unscaled => this with { Mean = null, StandardDeviation = null, Means = null, StandardDeviations = null };

        [JsonIgnore]
        public IEnumerable<ChannelStatistics> Statistics => Axes == null
            ? [new ChannelStatistics(0, Mean!.Value, StandardDeviation!.Value)]
            : Means!.Zip(StandardDeviations!, (mean, deviation) => new ChannelStatistics(0, mean, deviation));

        /// <summary>Returns this input with its axes, and their statistics if there are any.</summary>
        public Input With(IReadOnlyList<string> axes, IEnumerable<ChannelStatistics>? statistics)
        {
            ChannelStatistics[]? own = statistics?.Take(axes.Count).ToArray();
            return axes.Count == 1
                ? this with { Mean = own?[0].Mean, StandardDeviation = own?[0].StandardDeviation }
                : this with
                {
                    Axes = string.Join(',', axes),
                    Means = own?.Select(s => s.Mean).ToArray(),
                    StandardDeviations = own?.Select(s => s.StandardDeviation).ToArray(),
                };
        }

        /// <summary>Checks that it has the statistics of its axes if scaled, and none otherwise.</summary>
        public bool Fits(bool scaled)
        {
            if (!scaled)
                return this == Unscaled;
            int? axes = Axes?.Split(',').Length;
            return axes == null
                ? Mean != null && StandardDeviation > 0 && Means == null && StandardDeviations == null
                : Mean == null && StandardDeviation == null && Means?.Length == axes && StandardDeviations?.Length == axes && StandardDeviations.All(d => d > 0);
        }
    }
}
