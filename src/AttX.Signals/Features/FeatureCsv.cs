using AttX.Ground;

namespace AttX.Signals.Features;

/// <summary>A file of features: subject, start, label and one column per feature; a missing value is an empty cell.</summary>
public static class FeatureCsv
{
    private static readonly string[] s_columns = ["subject", "start_s", "label"];

    /// <summary>Writes the names of the columns.</summary>
    public static void WriteHeader(CsvTableWriter writer, IReadOnlyList<FeatureInfo> features)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Texts(s_columns).Texts(features.Select(f => f.Name)).EndRow();
    }

    /// <summary>Writes a row per window.</summary>
    public static void Write(CsvTableWriter writer, RecordingFeatures features)
    {
        ArgumentNullException.ThrowIfNull(writer);
        for (int i = 0; i < features.Windows.Count; i++)
        {
            FeatureWindow window = features.Windows[i];
            writer.Text(features.Subject).Number(window.StartSeconds).Text(window.Label ?? "");
            foreach (double value in features.Matrix.Row(i))
                _ = double.IsNaN(value) ? writer.Text("") : writer.Number(value);
            writer.EndRow();
        }
    }
}
