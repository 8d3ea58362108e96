using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AttX.Ground;
using AttX.Models;
using AttX.Nn;
using AttX.Nn.Serialization;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.ModelFiles;

/// <summary>
/// Branches and connections of a network, pretrained without labels: safetensors, with options and recordings in the header. It has no head, and
/// is no model.
/// </summary>
/// <param name="Tensors">The weights and running statistics, by the names of a network's.</param>
/// <param name="Options">The options that it was pretrained with.</param>
/// <param name="Training">The recordings that it was pretrained on.</param>
public sealed record PretrainedEncoder(IReadOnlyList<NamedTensor> Tensors, ExperimentOptions Options, IReadOnlyList<TrainingSubject> Training)
{
    /// <summary>Its format, and the name of that in the header.</summary>
    internal const string FormatKey = "attx.encoder";
    private const string Format = "1", OptionsKey = "attx.options", TrainingKey = "attx.training";

    private static readonly string[] AfterBranches = ["head.", "absent.", "features.", "context."];

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Takes the encoder of a network.</summary>
    public static PretrainedEncoder Of(AttXNet net, ExperimentOptions options, IReadOnlyList<TrainingSubject> training) =>
        new([.. net.Export().Where(t => IsEncoder(t.Name))], options, training);

    /// <summary>Writes the file; the same encoder gives the same bytes.</summary>
    public void Save(Stream stream) => SafeTensors.Write(stream, Tensors, new Dictionary<string, string>
    {
        [FormatKey] = Format,
        [OptionsKey] = OptionsJson.Text(Options),
        [TrainingKey] = JsonSerializer.Serialize(Training, Form),
    });

    /// <summary>Reads the encoder that options name.</summary>
    /// <exception cref="OptionsException">They do not say where it is, or the file is another one now.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or no encoder; the message gives the path and the reason.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PretrainedEncoder Load(EncoderReference reference)
    {
        if (reference.Path.Length == 0)
            throw new OptionsException([$"--init: the encoder {reference.Sha256} is named by its hash alone: give its file with --init."]);
        FolderTree.RequireRegular(reference.Path);
        byte[] bytes = File.ReadAllBytes(reference.Path);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != reference.Sha256)
            throw new OptionsException([$"--init {reference.Path}: another file now than the one named, whose SHA-256 is {reference.Sha256}."]);
        try
        {
            return Read(SafeTensors.Read(new MemoryStream(bytes)));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"--init {reference.Path}: {e.Message}", e);
        }
    }

    /// <summary>Returns why the networks of a run cannot start from it; null if they can.</summary>
    public string? Misfit(ExperimentOptions options)
    {
        Modality[] lacking = [.. options.Modalities.Except(Options.Modalities)];
        if (lacking.Length > 0)
            return $"it was pretrained on {string.Join(',', Options.Modalities.Select(OptionTable.Modalities.NameOf))}, without {string.Join(" and ", lacking.Select(OptionTable.Modalities.NameOf))}";
        string[] differences = [.. new[] { DataGroup.Rate, DataGroup.Window, ModelGroup.Widths, ModelGroup.ReceptiveField }
            .Select(o => (o.Name, There: o.Get(Options) ?? "by default", Here: o.Get(options) ?? "by default")).Where(o => o.There != o.Here)
            .Concat(Options.Normalisation.Ways().Count == options.Normalisation.Ways().Count ? []
                : [(DataGroup.Normalise.Name, DataGroup.NameOf(Options.Normalisation), DataGroup.NameOf(options.Normalisation))])
            .Select(o => $"--{o.Name} {o.There} there, {o.Here} here")];
        return differences.Length > 0 ? string.Join("; ", differences) : null;
    }

    /// <summary>
    /// Copies weights and running statistics into a network of a run that <see cref="Misfit"/> allows. The head stays as it is, and so do tensors that
    /// the encoder has not, or in another shape, because its connections are others.
    /// </summary>
    /// <returns>Number of tensors copied, and of those of the network but for the head.</returns>
    public (int Copied, int All) CopyTo(AttXNet net)
    {
        Dictionary<string, NamedTensor> tensors = Tensors.ToDictionary(t => t.Name);
        Parameter[] all = [.. net.Arena.Parameters.Where(p => IsEncoder(p.Name))];
        Parameter[] same = [.. all.Where(p => tensors.TryGetValue(p.Name, out NamedTensor? there) && there.Shape.SequenceEqual(p.Shape))];
        foreach (Parameter parameter in same)
            parameter.Import(tensors[parameter.Name].Data, parameter.Values);
        return (same.Length, all.Length);
    }

    private static bool IsEncoder(string parameter) =>
        !AfterBranches.Any(part => parameter.StartsWith(part, StringComparison.Ordinal));

    private static PretrainedEncoder Read(SafeTensorsFile file)
    {
        if (!file.Metadata.TryGetValue(FormatKey, out string? format))
            throw new InvalidDataException("no pretrained encoder: attx pretrain writes one.");
        if (format != Format)
            throw new InvalidDataException($"written by a newer AttX (encoder format {format}; this one reads {Format}): update AttX.");
        if (file.Tensors.Any(t => t.Data.Any(value => !float.IsFinite(value))))
            throw new InvalidDataException("a weight is infinite or not a number: the file is damaged.");
        try
        {
            using JsonDocument options = JsonDocument.Parse(file.Metadata[OptionsKey]);
            TrainingSubject[] training = JsonSerializer.Deserialize<TrainingSubject[]>(file.Metadata[TrainingKey], Form) ?? [];
            return training.Contains(null!) ? throw new JsonException("null in a list")
                : new PretrainedEncoder(file.Tensors, new OptionReader().GiveJson(options.RootElement, OptionsKey).Read(), training);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or OptionsException)
        {
            throw new InvalidDataException($"damaged header ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", e);
        }
    }
}
