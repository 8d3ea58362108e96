using System.Text.Json;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;

namespace AttX.Runs;

/// <summary>The text of result.json.</summary>
internal static class ResultJson
{
    /// <summary>Writes result.json, the scores. It has no times or paths, so that the same options and data give the same bytes.</summary>
    public static ReadOnlyMemory<byte> Of(
        ExperimentOptions options, RunData data, IReadOnlyList<FoldScores> folds, Action<Utf8JsonWriter>? more = null)
    {
        ScoreSummary summary = ScoreSummary.Of(folds);
        return JsonForms.FileOf(json =>
        {
            json.WriteNumber("format", RunJson.Format);
            WriteSummary(json, summary);
            WriteDatasets(json, data, folds);
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
            RunJson.WriteData(json, data);
            more?.Invoke(json);
        });
    }

    /// <summary>Writes the scores over all subjects.</summary>
    public static void WriteSummary(Utf8JsonWriter json, ScoreSummary summary)
    {
        WriteScores(json, "mean", summary.Mean);
        WriteScores(json, "sd", summary.StandardDeviation);
        WriteScores(json, "pooled", summary.Pooled);
    }

    /// <summary>Writes the scores by where sessions begin, and the largest differences; nothing without.</summary>
    public static void WriteStarts(Utf8JsonWriter json, StartScores? starts)
    {
        if (starts == null)
            return;
        json.WriteStartObject("starts");
        json.WriteStartArray("from");
        foreach (StartScore row in starts.Rows)
        {
            json.WriteStartObject();
            json.WriteString("condition", row.Condition);
            json.WriteNumber("subjects", row.Subjects);
            json.WriteNumber("windows", row.Windows);
            WriteStart(json, row.Accuracy, row.BalancedAccuracy, row.Area);
            if (row.Same is { } same)
            {
                json.WriteStartObject("sameWindowsFromTrueStart");
                WriteStart(json, same.Accuracy, same.BalancedAccuracy, same.Area);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("spread");
        WriteStart(json, starts.Spread(s => s.Accuracy), starts.Spread(s => s.BalancedAccuracy), starts.Spread(s => s.Area));
        json.WriteEndObject();
        json.WriteStartObject("largestChange");
        WriteStart(json, starts.Change(s => s.Accuracy), starts.Change(s => s.BalancedAccuracy), starts.Change(s => s.Area));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStart(Utf8JsonWriter json, double? accuracy, double? balanced, double? area)
    {
        foreach ((string name, double? score) in new[] { ("accuracy", accuracy), ("balancedAccuracy", balanced), ("auc", area) })
            if (score is { } value)
                json.WriteNumber(name, value);
    }

    /// <summary>Writes the scores over each dataset's test subjects, where there are several datasets.</summary>
    private static void WriteDatasets(Utf8JsonWriter json, RunData data, IReadOnlyList<FoldScores> folds)
    {
        if (data.Datasets.Count == 0)
            return;
        json.WriteStartObject("testedOn");
        foreach (IGrouping<string, FoldScores> dataset in folds.GroupBy(f => data.DatasetOf(f.Subject)!))
        {
            json.WriteStartObject(dataset.Key);
            json.WriteNumber("subjects", dataset.Count());
            WriteSummary(json, ScoreSummary.Of([.. dataset]));
            json.WriteEndObject();
        }

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
}
