using System.Text.Json;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Runs;

namespace AttX.Sweeps;

/// <summary>The texts of sweep.json and of a sweep's result.json.</summary>
internal static class SweepJson
{
    /// <summary>Writes sweep.json: every run of the sweep.</summary>
    public static ReadOnlyMemory<byte> Plan(SweepPlan plan, DateTimeOffset started, DateTimeOffset? finished) => JsonForms.FileOf(json =>
    {
        json.WriteNumber("format", RunJson.Format);
        WritePlan(json, plan, row => { });
        RunJson.WriteEnvironment(json, started, finished);
    });

    /// <summary>Writes a sweep's result.json: the scores of every run, row by row, without times or paths.</summary>
    public static ReadOnlyMemory<byte> Result(StoredSweep sweep, IReadOnlyDictionary<SweepRun, IReadOnlyList<FoldScores>> folds) => JsonForms.FileOf(json =>
    {
        SweepPlan plan = sweep.Plan;
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
        WriteConclusions(json, statistics, sweep.Named(statistics));
    });

    /// <summary>Writes what is concluded from the rows' scores; comparisons only among rows of the same subjects.</summary>
    private static void WriteConclusions(Utf8JsonWriter json, IReadOnlyList<ScoreRow> statistics, NamedComparison? named)
    {
        bool areComparable = statistics.All(row => row.Scores.Subjects.SequenceEqual(statistics[0].Scores.Subjects));
        json.WriteStartArray("comparisons");
        if (areComparable)
            foreach (Metric metric in Enum.GetValues<Metric>())
                WriteFamilies(json, metric, statistics);
        json.WriteEndArray();
        json.WriteString("primaryMetric", KeyOf(SeededScores.Primary));
        if (areComparable && NestedBest.Of(statistics, SeededScores.Primary) is { } nested)
            WriteNested(json, nested);
        if (named == null)
            return;
        json.WriteStartArray("namedInAdvance");
        WriteComparisons(json, SeededScores.Primary, named.Rivals);
        json.WriteEndArray();
    }

    /// <summary>Writes comparisons with the best row, if there are seeds enough to name one, and with the reference or, without either, the first row.</summary>
    private static void WriteFamilies(Utf8JsonWriter json, Metric metric, IReadOnlyList<ScoreRow> statistics)
    {
        bool namesBest = statistics.All(row => row.Scores.Seeds >= SeededScores.SeedsForBest);
        if (namesBest)
            WriteComparisons(json, metric, PairedComparison.WithBest(statistics, metric));
        if ((statistics.Any(row => row.Name == SweepPlan.Reference) ? SweepPlan.Reference : namesBest ? null : statistics[0].Name) is { } reference)
            WriteComparisons(json, metric, PairedComparison.WithReference(statistics, metric, reference));
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

    /// <summary>Writes scores over subjects and seeds; see <see cref="MetricSummary"/>.</summary>
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
            if (summary.Components is { } components)
            {
                json.WriteStartObject("sdComponents");
                json.WriteNumber("people", components.People);
                json.WriteNumber("seeds", components.Seeds);
                json.WriteNumber("residual", components.Residual);
                json.WriteEndObject();
            }

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
            WriteInterval(json, "low", "high", comparison.Interval);
            if (comparison.SeedInterval is { } seeds)
                WriteInterval(json, "lowWithSeeds", "highWithSeeds", seeds);
            if (comparison.Equivalence is { } equivalence)
            {
                json.WriteNumber("margin", equivalence.Margin);
                json.WriteNumber("pEquivalence", equivalence.PValue);
                json.WriteNumber("equivalenceBound", equivalence.Bound);
            }

            if (comparison.Detectable is { } detectable)
                json.WriteNumber("detectable", detectable);
            json.WriteEndObject();
        }
    }

    private static void WriteInterval(Utf8JsonWriter json, string low, string high, Interval interval)
    {
        json.WriteNumber(low, interval.Low);
        json.WriteNumber(high, interval.High);
    }

    /// <summary>Writes the score of choosing the best row; see <see cref="NestedBest"/>.</summary>
    private static void WriteNested(Utf8JsonWriter json, NestedBest nested)
    {
        json.WriteStartObject("bestChosenByOthers");
        json.WriteNumber("mean", nested.Mean);
        json.WriteNumber("optimism", nested.Optimism);
        json.WriteStartObject("chosen");
        foreach ((string row, int subjects) in nested.Chosen)
            json.WriteNumber(row, subjects);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string KeyOf(Metric metric) => JsonNamingPolicy.CamelCase.ConvertName(metric.ToString());
}
