using System.Buffers;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using AttX.Evaluation;
using AttX.Options;
using AttX.Paper;
using AttX.Sweeps;

namespace AttX.Runs;

/// <summary>The texts of run.json, sweep.json and result.json.</summary>
internal static class RunJson
{
    /// <summary>Version of the run folder's form.</summary>
    public const int Format = 1;

    /// <summary>How JSON files of a run are written.</summary>
    public static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Version of the program.</summary>
    public static string Version { get; } =
        typeof(RunJson).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>run.json: what is run, on what data, with what, when.</summary>
    public static ReadOnlyMemory<byte> Run(
        ExperimentOptions options, IReadOnlyDictionary<string, string> fingerprints, DateTimeOffset started, DateTimeOffset? finished) => Object(json =>
        {
            json.WriteNumber("format", Format);
            json.WritePropertyName("options");
            OptionsJson.Write(json, options);
            WriteData(json, fingerprints);
            WriteEnvironment(json, started, finished);
        });

    /// <summary>sweep.json: every run that belongs to the sweep.</summary>
    public static ReadOnlyMemory<byte> Sweep(SweepPlan plan, DateTimeOffset started, DateTimeOffset? finished) => Object(json =>
    {
        json.WriteNumber("format", Format);
        WritePlan(json, plan, row => { });
        WriteEnvironment(json, started, finished);
    });

    /// <summary>A sweep's result.json: the scores of every run, row by row. No times and no paths.</summary>
    public static ReadOnlyMemory<byte> SweepResult(SweepPlan plan, IReadOnlyDictionary<SweepRun, IReadOnlyList<FoldScores>> folds) => Object(json =>
    {
        IReadOnlyList<ScoreRow> statistics = plan.Statistics(folds);
        json.WriteNumber("format", Format);
        WritePlan(json, plan, row =>
        {
            WriteStatistics(json, statistics.First(s => s.Name == row.Label).Scores);
            json.WriteStartArray("runs");
            foreach (ulong seed in plan.Seeds)
            {
                ScoreSummary summary = ScoreSummary.Of(folds[new SweepRun(row, seed)]);
                json.WriteStartObject();
                json.WriteNumber("seed", seed);
                WriteScores(json, "mean", summary.Mean);
                WriteScores(json, "sd", summary.StandardDeviation);
                WriteScores(json, "pooled", summary.Pooled);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        json.WriteStartArray("comparisons");
        if (statistics.All(row => row.Scores.Subjects.SequenceEqual(statistics[0].Scores.Subjects)))
            foreach (Metric metric in Enum.GetValues<Metric>())
            {
                WriteComparisons(json, metric, PairedComparison.WithBest(statistics, metric));
                if (statistics.Any(row => row.Name == PaperTables.Reference))
                    WriteComparisons(json, metric, PairedComparison.WithReference(statistics, metric, PaperTables.Reference));
            }

        json.WriteEndArray();
    });

    /// <summary>result.json: the scores. No times and no paths: the same options and data give the same bytes.</summary>
    public static ReadOnlyMemory<byte> Result(
        ExperimentOptions options, IReadOnlyDictionary<string, string> fingerprints, IReadOnlyList<FoldScores> folds, Action<Utf8JsonWriter>? more = null)
    {
        ScoreSummary summary = ScoreSummary.Of(folds);
        return Object(json =>
        {
            json.WriteNumber("format", Format);
            WriteScores(json, "mean", summary.Mean);
            WriteScores(json, "sd", summary.StandardDeviation);
            WriteScores(json, "pooled", summary.Pooled);
            json.WriteStartArray("folds");
            foreach (FoldScores fold in folds)
                WriteFold(json, fold);
            json.WriteEndArray();
            json.WritePropertyName("options");
            OptionsJson.Write(json, options);
            json.WriteStartArray("classes");
            foreach (string name in options.Task.Classes)
                json.WriteStringValue(name);
            json.WriteEndArray();
            WriteData(json, fingerprints);
            more?.Invoke(json);
        });
    }

    private static void WritePlan(Utf8JsonWriter json, SweepPlan plan, Action<SweepRow> writeRow)
    {
        json.WriteString("name", plan.Name);
        json.WriteStartArray("seeds");
        foreach (ulong seed in plan.Seeds)
            json.WriteNumberValue(seed);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (SweepRow row in plan.Rows)
        {
            json.WriteStartObject();
            json.WriteString("key", row.Key);
            json.WriteString("label", row.Label);
            json.WritePropertyName("options");
            OptionsJson.Write(json, row.Options, withSeed: false);
            writeRow(row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Over subjects and seeds; see <see cref="MetricSummary"/>.</summary>
    private static void WriteStatistics(Utf8JsonWriter json, SeededScores scores)
    {
        json.WriteStartObject("statistics");
        foreach (Metric metric in Enum.GetValues<Metric>())
        {
            MetricSummary summary = scores[metric];
            json.WriteStartObject(KeyOf(metric));
            json.WriteNumber("mean", summary.Mean);
            json.WriteNumber("sdSubjects", summary.SubjectDeviation);
            if (summary.SeedDeviation is { } seeds)
                json.WriteNumber("sdSeeds", seeds);
            json.WriteNumber("low", summary.Interval.Low);
            json.WriteNumber("high", summary.Interval.High);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteComparisons(Utf8JsonWriter json, Metric metric, IReadOnlyList<PairedComparison> family)
    {
        foreach (PairedComparison comparison in family)
        {
            json.WriteStartObject();
            json.WriteString("metric", KeyOf(metric));
            json.WriteString("row", comparison.Row);
            json.WriteString("other", comparison.Other);
            json.WriteNumber("difference", comparison.Difference);
            json.WriteNumber("p", comparison.Test.PValue);
            json.WriteNumber("pHolm", comparison.AdjustedPValue);
            json.WriteNumber("effectSize", comparison.Test.EffectSize);
            json.WriteEndObject();
        }
    }

    private static string KeyOf(Metric metric) => JsonNamingPolicy.CamelCase.ConvertName(metric.ToString());

    private static void WriteEnvironment(Utf8JsonWriter json, DateTimeOffset started, DateTimeOffset? finished)
    {
        json.WriteStartObject("environment");
        json.WriteString("system", RuntimeInformation.OSDescription);
        json.WriteString("architecture", RuntimeInformation.ProcessArchitecture.ToString());
        json.WriteNumber("processors", Environment.ProcessorCount);
        json.WriteEndObject();
        json.WriteStartObject("versions");
        json.WriteString("attx", Version);
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteEndObject();
        json.WriteStartObject("times");
        json.WriteString("started", started);
        if (finished is { } end)
            json.WriteString("finished", end);
        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, IReadOnlyDictionary<string, string> fingerprints)
    {
        json.WriteStartObject("data");
        foreach ((string subject, string fingerprint) in fingerprints)
            json.WriteString(subject, fingerprint);
        json.WriteEndObject();
    }

    private static void WriteScores(Utf8JsonWriter json, string name, ClassificationScores scores)
    {
        json.WriteStartObject(name);
        WriteScores(json, scores);
        json.WriteEndObject();
    }

    private static void WriteScores(Utf8JsonWriter json, ClassificationScores scores)
    {
        json.WriteNumber("accuracy", scores.Accuracy);
        json.WriteNumber("macroF1", scores.MacroF1);
        json.WriteNumber("weightedF1", scores.WeightedF1);
    }

    private static void WriteFold(Utf8JsonWriter json, FoldScores fold)
    {
        json.WriteStartObject();
        json.WriteString("subject", fold.Subject);
        json.WriteNumber("windows", fold.Windows);
        WriteScores(json, fold.Scores);
        json.WriteStartArray("confusion");
        for (int truth = 0; truth < fold.Confusion.Classes; truth++)
        {
            json.WriteStartArray();
            for (int predicted = 0; predicted < fold.Confusion.Classes; predicted++)
                json.WriteNumberValue(fold.Confusion[truth, predicted]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var form = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, form))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}
