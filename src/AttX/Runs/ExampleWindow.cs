using System.Text.Json;
using AttX.Evaluation;
using AttX.Nn.Serialization;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Runs;

/// <summary>
/// A window as the network saw it, and the error of its prediction. Several are stored as a safetensors file: per modality, a tensor
/// (windows, samples) of its name; the rest is in the metadata.
/// </summary>
/// <param name="StartSeconds">Start of the window.</param>
/// <param name="Label">True class index.</param>
/// <param name="TrueClassProbability">Probability that the model gave the true class.</param>
/// <param name="Signals">The samples of each modality, filtered, standardised and resampled.</param>
public sealed record ExampleWindow(
    double StartSeconds, int Label, double TrueClassProbability, IReadOnlyList<(Modality Modality, float[] Signal)> Signals)
{
    private const string Key = "attx.examples";

    /// <summary>
    /// Selects the windows with the largest cross-entropy −log p of their true class, worst first; of equals, the earlier first.
    /// </summary>
    /// <param name="predictions">The predictions for the windows.</param>
    /// <param name="windows">The same windows, as the model saw them.</param>
    /// <param name="count">Maximum number of windows.</param>
    public static IReadOnlyList<ExampleWindow> MostWrong(Predictions predictions, WindowSet windows, int count) =>
        [.. predictions.Items.Index().OrderBy(p => p.Item.Probabilities[p.Item.Label]).Take(count).Select(p => new ExampleWindow(
            p.Item.StartSeconds, p.Item.Label, p.Item.Probabilities[p.Item.Label],
            [.. windows.Modalities.Select((modality, m) => (modality, windows.Signal(m, p.Index).ToArray()))]))];

    /// <summary>Writes at least one window of equal modalities and lengths.</summary>
    public static void Write(Stream stream, IReadOnlyList<ExampleWindow> windows) => SafeTensors.Write(
        stream,
        [.. windows[0].Signals.Select((s, m) => new NamedTensor(
            OptionTable.Modalities.NameOf(s.Modality), [windows.Count, s.Signal.Length], [.. windows.SelectMany(w => w.Signals[m].Signal)]))],
        new Dictionary<string, string>
        {
            [Key] = JsonSerializer.Serialize(windows.Select(w => new Place(w.StartSeconds, w.Label, w.TrueClassProbability)), JsonSerializerOptions.Web),
        });

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file has another form or is damaged.</exception>
    public static IReadOnlyList<ExampleWindow> Read(Stream stream)
    {
        SafeTensorsFile file = SafeTensors.Read(stream);
        try
        {
            Place?[] read = JsonSerializer.Deserialize<Place?[]>(file.Metadata[Key], JsonSerializerOptions.Web) ?? [];
            Place[] places = [.. read.Select(p => p ?? throw new JsonException("null in a list"))];
            if (file.Tensors.Any(t => t.Data.Any(value => !float.IsFinite(value))))
                throw new InvalidDataException("a sample is infinite or not a number.");
            if (file.Tensors.Any(t => t.Shape.Count != 2 || t.Shape[0] != places.Length))
                throw new InvalidDataException($"its tensors do not hold {places.Length} windows.");
            (Modality Modality, float[][] Rows)[] signals =
                [.. file.Tensors.Select(t => (OptionTable.Modalities.Parse(t.Name), t.Data.Chunk(Math.Max(t.Shape[1], 1)).ToArray()))];
            return [.. places.Select((p, i) => new ExampleWindow(
                p.StartSeconds, p.Label, p.TrueClassProbability, [.. signals.Select(s => (s.Modality, s.Rows[i]))]))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"not a file of example windows ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private sealed record Place(double StartSeconds, int Label, double TrueClassProbability);
}
