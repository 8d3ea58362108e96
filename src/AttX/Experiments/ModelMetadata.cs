using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AttX.Models;
using AttX.Signals;
using AttX.Signals.Preprocessing;

namespace AttX.Experiments;

/// <summary>What stands beside a model's weights, so that the model can be used again. No times, paths or worker counts.</summary>
internal static class ModelMetadata
{
    private const string Format = "1";

    /// <summary>The metadata of one network.</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="streams">The network's streams.</param>
    /// <param name="modalities">Their modalities.</param>
    /// <param name="statistics">With <see cref="Normalisation.Train"/>, what the windows were standardised by.</param>
    public static IReadOnlyDictionary<string, string> Of(
        ExperimentOptions options, StreamSelection streams, IReadOnlyList<Modality> modalities, IReadOnlyList<ChannelStatistics>? statistics) =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["attx.format"] = Format,
            ["attx.streams"] = streams.ToString().ToLowerInvariant(),
            ["attx.options"] = Json(json => OptionsJson.Write(json, options)),
            ["attx.classes"] = Json(json => WriteStrings(json, ClassScheme.Of(options.Classes).Names)),
            ["attx.inputs"] = Json(json => WriteInputs(json, options, modalities, statistics)),
        };

    private static void WriteInputs(
        Utf8JsonWriter json, ExperimentOptions options, IReadOnlyList<Modality> modalities, IReadOnlyList<ChannelStatistics>? statistics)
    {
        json.WriteStartArray();
        for (int i = 0; i < modalities.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("modality", OptionTable.Modalities.NameOf(modalities[i]));
            json.WriteString("filter", FilterOf(modalities[i]));
            json.WriteNumber("samplingRateHz", options.SamplingRateHz);
            json.WriteNumber("windowSamples", options.Preprocessing().Spec.WindowSamples);
            if (statistics != null)
            {
                json.WriteNumber("mean", statistics[i].Mean);
                json.WriteNumber("standardDeviation", statistics[i].StandardDeviation);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string FilterOf(Modality modality)
    {
        PassBand band = PaperFilters.BandOf(modality)!.Value;
        return FormattableString.Invariant($"Butterworth {band}, order {PaperFilters.Order}, zero-phase")
            + (band.LowHz == null ? FormattableString.Invariant($"; none for signals sampled at {2 * band.HighHz} Hz or less") : "");
    }

    private static void WriteStrings(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
