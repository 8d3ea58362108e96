using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AttX.Cli.Shell;
using AttX.Inference;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Streaming;

namespace AttX.Cli.Live;

/// <summary>Prints one estimate per line, in columns or as JSON; warnings go to the error stream.</summary>
internal sealed class LineView(App app, ClassificationTask task, bool json) : IStreamView
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Add(Estimate estimate, StreamCounters counters)
    {
        app.Output.WriteLine(json ? Json(estimate, counters) : Text(estimate));
        app.Output.Flush();
    }

    public void Warn(string warning) => app.Error.WriteLine(warning);

    /// <summary>Formats an estimate: <c>   60.0 to    70.0 s  stress        93.1 %  bvp 48 %, eda 52 %             1.2 ms</c>.</summary>
    public static string Text(Estimate e)
    {
        string what = NameOf(e), stress = e.Probability is { } p ? Invariant($"{100 * p:0.0} %") : "";
        string why = e.Probability is null ? string.Join(", ", StreamCounters.Reasons(e)) : Attention(e);
        if (e.Sensors is { Count: > 0 } sensors)
            why = $"from {SensorNames.Of(sensors)}{(sensors.Count > 1 && why.Length > 0 ? $": {why}" : "")}";
        if (e.IsAlarm == true)
            why = why.Length > 0 ? $"alarm; {why}" : "alarm";
        if (e.Sensors != null)
            why = why.PadRight(40);
        return Invariant($"{e.StartSeconds,8:0.0} to {e.EndSeconds,8:0.0} s  {what,-11} {stress,8}  {why,-28} {e.Latency.TotalMilliseconds,7:0.0} ms");
    }

    /// <summary>Returns the class of an estimate, or what stands in its place.</summary>
    public static string NameOf(Estimate e) => e.Class ?? (e.IsUncertain ? PredictionCsv.Uncertain : PredictionCsv.NoEstimate);

    /// <summary>Formats the modalities' shares of theta: <c>bvp 48 %, eda 52 %</c>.</summary>
    public static string Attention(Estimate estimate) =>
        string.Join(", ", estimate.Attention.Select(a => Invariant($"{StreamCounters.NameOf(a.Modality)} {100 * a.Share:0} %")));

    private string Json(Estimate estimate, StreamCounters counters)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Form))
        {
            writer.WriteStartObject();
            Write(writer, estimate);
            writer.WriteStartObject("samples");
            foreach ((string channel, ChannelCounts counts) in counters.Channels)
                Write(writer, channel, counts);
            writer.WriteEndObject();
            writer.WriteNumber("malformedLines", counters.Malformed);
            writer.WriteNumber("droppedChunks", counters.Dropped);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void Write(Utf8JsonWriter json, Estimate estimate)
    {
        json.WriteNumber("startSeconds", estimate.StartSeconds);
        json.WriteNumber("endSeconds", estimate.EndSeconds);
        json.WriteString("estimate", estimate.IsUncertain ? PredictionCsv.Uncertain : estimate.Class);
        if (estimate.IsAlarm is { } alarm)
            json.WriteBoolean("alarm", alarm);
        json.WriteStartObject("probabilities");
        for (int c = 0; c < estimate.Probabilities.Count; c++)
            json.WriteNumber(task.Classes[c], estimate.Probabilities[c]);
        json.WriteEndObject();
        json.WriteStartArray("reasons");
        foreach (string reason in StreamCounters.Reasons(estimate))
            json.WriteStringValue(reason);
        json.WriteEndArray();
        json.WriteString("basis", estimate.Basis?.Tag());
        json.WriteStartObject("attention");
        foreach (ModalityAttention attention in estimate.Attention)
            json.WriteNumber(StreamCounters.NameOf(attention.Modality), attention.Share);
        json.WriteEndObject();
        if (estimate.Sensors is { } sensors)
        {
            json.WriteStartArray("sensors");
            foreach (Modality sensor in sensors)
                json.WriteStringValue(StreamCounters.NameOf(sensor));
            json.WriteEndArray();
        }

        json.WriteNumber("latencyMilliseconds", Math.Round(estimate.Latency.TotalMilliseconds, 3));
    }

    private static void Write(Utf8JsonWriter json, string channel, ChannelCounts counts)
    {
        json.WriteStartObject(channel);
        json.WriteNumber("used", counts.Used);
        json.WriteNumber("missing", counts.Missing);
        json.WriteNumber("repeated", counts.Repeated);
        json.WriteNumber("late", counts.Late);
        json.WriteNumber("astray", counts.Astray);
        json.WriteEndObject();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
