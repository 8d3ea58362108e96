using System.Globalization;
using System.Text;
using AttX.Datasets;
using AttX.Testing;

namespace AttX.Cli.Tests.Spans;

/// <summary>Three subjects of the span dataset on disk: the heart beats faster and the skin sweats more, the harder the work.</summary>
public sealed class SpanFolder : IDisposable
{
    private const int RateHz = 64, SpanSeconds = 15;
    private static readonly string[] Labels = ["rest", "reading", "sums", "quiz"];

    private readonly TemporaryFolder _folder = new();

    public SpanFolder()
    {
        Directory.CreateDirectory(Path);
        var spans = new StringBuilder("subject,start_s,end_s,label\n");
        foreach (string subject in new[] { "ann", "ben", "cem" })
        {
            for (int i = 0; i < Labels.Length; i++)
                spans.Append(CultureInfo.InvariantCulture, $"{subject},{i * SpanSeconds},{(i + 1) * SpanSeconds},{Labels[i]}\n");
            File.WriteAllText(System.IO.Path.Combine(Path, subject + ".csv"), Recording(subject));
        }

        File.WriteAllText(System.IO.Path.Combine(Path, "labels.csv"), spans.ToString());
    }

    /// <summary>Its folder.</summary>
    public string Path => _folder["spans"];

    /// <summary>The kinds of datasets, with this one's row.</summary>
    internal static DatasetCatalogue Catalogue { get; } = new([SpanDataset.Kind, .. DatasetCatalogue.Default.Kinds]);

    /// <summary>Runs a command that knows the dataset.</summary>
    internal static CommandRun Run(params string[] args) => CommandRun.With(Catalogue, args);

    public void Dispose() => _folder.Dispose();

    private static string Recording(string subject)
    {
        float[] noise = Golden.Hashed(subject, Labels.Length * SpanSeconds * RateHz, -1, 1);
        var text = new StringBuilder("time_s,bvp,eda_uS\n");
        double phase = 0;
        for (int i = 0; i < noise.Length; i++)
        {
            int effort = i / (SpanSeconds * RateHz);
            phase += 2 * Math.PI * (1.1 + (0.2 * effort)) / RateHz;
            text.Append(CultureInfo.InvariantCulture, $"{(double)i / RateHz},{(20 * Math.Sin(phase)) + (3 * noise[i]):F4},{4 + effort + (0.3 * noise[i]):F4}\n");
        }

        return text.ToString();
    }
}
