using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AttX.Ground;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals;

namespace AttX.ModelFiles;

/// <summary>Somebody whose recording a model learned from.</summary>
/// <param name="Subject">The name in the dataset.</param>
/// <param name="Fingerprint">The recording's <see cref="RecordingFingerprint"/>, if it was known.</param>
public sealed record TrainingSubject(string Subject, string? Fingerprint = null)
{
    /// <summary>True if it was not trained on but decided when to stop.</summary>
    public bool? HeldOut { get; init; }
}

/// <summary>What stands beside a model's weights, so that the model can be used again. No times, paths or worker counts.</summary>
public sealed record ModelMetadata
{
    private const int Format = 1;
    private const string FormatKey = "attx.format", BranchesKey = "attx.streams", OptionsKey = "attx.options", ClassesKey = "attx.classes",
        InputsKey = "attx.inputs", TrainingKey = "attx.training", AccuracyKey = "attx.trainingAccuracy",
        SummaryKey = "attx.summary", CardKey = "attx.card";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The options of the run that trained it.</summary>
    public required ExperimentOptions Options { get; init; }

    /// <summary>The network's branches.</summary>
    public required BranchSelection Branches { get; init; }

    /// <summary>With <see cref="Normalisation.Train"/>: per input, what windows are to be standardised by (the count is not kept); else null.</summary>
    public IReadOnlyList<ChannelStatistics>? Statistics { get; init; }

    /// <summary>Whom it was trained on; null where the file does not say.</summary>
    public IReadOnlyList<TrainingSubject>? Training { get; init; }

    /// <summary>Share of the training windows that it classifies rightly; known where <see cref="DecisionRule.Weighted"/> needs it.</summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>How training went; null for a fold's model, whose history stands beside it.</summary>
    public TrainingSummary? Summary { get; init; }

    /// <summary>What its users should know, as text for people; null for a fold's model.</summary>
    public string? Card { get; init; }

    /// <summary>The inputs' modalities, one a branch.</summary>
    public IReadOnlyList<Modality> Modalities => [.. Options.Inputs(Branches).Select(i => Options.Modalities[i])];

    /// <summary>The metadata as text by key.</summary>
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
        if (TrainingAccuracy is { } accuracy)
            text[AccuracyKey] = accuracy.ToString("R", CultureInfo.InvariantCulture);
        if (Summary != null)
            text[SummaryKey] = JsonSerializer.Serialize(Summary, Form);
        if (Card != null)
            text[CardKey] = Card;
        return text;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">There is none, it is of a newer version, damaged, or contradicts itself.</exception>
    public static ModelMetadata Read(IReadOnlyDictionary<string, string> text)
    {
        if (!text.TryGetValue(FormatKey, out string? format))
            throw new InvalidDataException("weights without AttX's metadata: how their signals are to be prepared is not known.");
        try
        {
            if (int.Parse(format, NumberStyles.None, CultureInfo.InvariantCulture) > Format)
                throw new InvalidDataException($"written by a newer AttX (format {format}; this one reads up to {Format}): update AttX.");
            var read = new ModelMetadata
            {
                Options = ReadOptions(text[OptionsKey]),
                Branches = BranchSelection.Parse(text[BranchesKey]),
                Training = text.TryGetValue(TrainingKey, out string? training) ? Parse<TrainingSubject[]>(training) : null,
                Summary = text.TryGetValue(SummaryKey, out string? summary) ? Parse<TrainingSummary>(summary) : null,
                Card = text.GetValueOrDefault(CardKey),
                TrainingAccuracy = text.TryGetValue(AccuracyKey, out string? share) ? double.Parse(share, CultureInfo.InvariantCulture) : null,
            };
            return read.WithInputs(Parse<Input[]>(text[InputsKey]), Parse<string[]>(text[ClassesKey]));
        }
        catch (Exception e) when (
            e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or OptionsException)
        {
            throw new InvalidDataException($"damaged metadata ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", e);
        }
    }

    private ModelMetadata WithInputs(Input[] inputs, string[] classes)
    {
        if (inputs.Contains(null) || Training?.Contains(null) == true)
            throw new JsonException("null in a list");
        if (!Options.Networks.Contains(Branches))
            throw new InvalidDataException($"{BranchesKey} ({Branches.Name}) contradicts {OptionsKey}.");
        if (!classes.SequenceEqual(Options.Task.Classes))
            throw new InvalidDataException($"{ClassesKey} ({string.Join(", ", classes)}) contradicts {OptionsKey}.");
        bool scaled = Options.Normalisation == Normalisation.Train;
        if (!inputs.Select(i => i with { Mean = null, StandardDeviation = null }).SequenceEqual((this with { Statistics = null }).Inputs())
            || inputs.Any(i => scaled ? !(i.StandardDeviation > 0) || i.Mean == null : i.StandardDeviation != null || i.Mean != null))
            throw new InvalidDataException($"{InputsKey} ({JsonSerializer.Serialize(inputs, Form)}) contradicts {OptionsKey}.");
        return this with { Statistics = scaled ? [.. inputs.Select(i => new ChannelStatistics(0, i.Mean!.Value, i.StandardDeviation!.Value))] : null };
    }

    private IReadOnlyList<Input> Inputs() => [.. Modalities.Select((modality, i) => new Input(
        OptionTable.Modalities.NameOf(modality), FilterOf(modality), Options.SamplingRateHz, Options.Preprocessing().Spec.WindowSamples,
        Statistics?[i].Mean, Statistics?[i].StandardDeviation))];

    private static string FilterOf(Modality modality)
    {
        PassBand band = modality.Info().Band;
        return FormattableString.Invariant($"Butterworth {band}, order {PaperFilters.Order}, zero-phase")
            + (band.LowHz == null ? FormattableString.Invariant($"; none for signals sampled at {2 * band.HighHz} Hz or less") : "");
    }

    private static ExperimentOptions ReadOptions(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        return new OptionReader().GiveJson(json.RootElement, OptionsKey).Read();
    }

    private static T Parse<T>(string text) => JsonSerializer.Deserialize<T>(text, Form) ?? throw new JsonException("null");

    private sealed record Input(
        string Modality, string Filter, int SamplingRateHz, int WindowSamples, double? Mean = null, double? StandardDeviation = null);
}
