using System.Text.Json;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Runs;

namespace AttX.Sweeps;

/// <summary>The texts of sweep.json and of a sweep's result.json.</summary>
internal static class SweepJson
{
    /// <summary>sweep.json: every run that belongs to the sweep.</summary>
    public static ReadOnlyMemory<byte> Plan(SweepPlan plan, DateTimeOffset started, DateTimeOffset? finished) => JsonForms.FileOf(json =>
    {
        json.WriteNumber("format", RunJson.Format);
        WritePlan(json, plan, row => { });
        RunJson.WriteEnvironment(json, started, finished);
    });

    /// <summary>A sweep's result.json: the scores of every run, row by row. No times and no paths.</summary>
    public static ReadOnlyMemory<byte> Result(SweepPlan plan, IReadOnlyDictionary<SweepRun, IReadOnlyList<FoldScores>> folds) => JsonForms.FileOf(json =>
    {
        IReadOnlyList<ScoreRow> statistics = plan.Statistics(folds);
        json.WriteNumber("format", RunJson.Format);
        WritePlan(json, plan, row =>
        {
            WriteStatistics(json, statistics.First(s => s.Name == row.Label).Scores);
            json.WriteStartArray("runs");
            foreach (ulong seed in plan.Seeds)
            {
                json.WriteStartObject();
                json.WriteNumber("seed", seed);
                ResultJson.WriteSummary(json, ScoreSummary.Of(folds[new SweepRun(row, seed)]));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        json.WriteStartArray("comparisons");
        if (statistics.All(row => row.Scores.Subjects.SequenceEqual(statistics[0].Scores.Subjects)))
            foreach (Metric metric in Enum.GetValues<Metric>())
            {
                WriteComparisons(json, metric, PairedComparison.WithBest(statistics, metric));
                if (statistics.Any(row => row.Name == SweepPlan.Reference))
                    WriteComparisons(json, metric, PairedComparison.WithReference(statistics, metric, SweepPlan.Reference));
            }

        json.WriteEndArray();
    });

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
}
