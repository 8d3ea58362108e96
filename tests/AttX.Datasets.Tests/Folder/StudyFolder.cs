using System.Globalization;
using System.Text;
using AttX.Datasets.Folder;
using AttX.Testing;

namespace AttX.Datasets.Tests.Folder;

/// <summary>A folder of short CSV recordings of the wrist, one's own study.</summary>
public sealed class StudyFolder : IDisposable
{
    public const string Task = """{"name": "load", "classes": ["low", "high"], "labels": {"rest": "low", "sums": "high"}, "baseline": "rest"}""";

    private readonly TemporaryFolder _folder = new();

    public StudyFolder() => Directory.CreateDirectory(Path);

    /// <summary>Its path.</summary>
    public string Path => _folder["study"];

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a file.</summary>
    public StudyFolder With(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.Combine(Path, name))!);
        File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        return this;
    }

    /// <summary>Writes recordings of BVP and EDA at 8 Hz, by the clock from a number of seconds on, or from 0 s.</summary>
    public StudyFolder Recording(string name, int seconds = 60, double? clock = null, int rateHz = 8, Func<double, string>? condition = null)
    {
        var text = new StringBuilder($"time{(clock == null ? "_s" : "")},bvp,eda_uS{(condition == null ? "" : ",condition")}\n");
        for (int i = 0; i < seconds * rateHz; i++)
        {
            double t = (double)i / rateHz;
            string time = clock is { } start ? Clock(start + t) : t.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{time},{Math.Sin(6 * t):F4},{4 + Math.Sin(t):F4}{(condition == null ? "" : "," + condition(t))}\n");
        }

        return With(name, text.ToString());
    }

    /// <summary>Writes dataset.json with these subjects, labels and further keys.</summary>
    public StudyFolder Json(string subjects, string labels, string more = "", string tasks = Task) =>
        With("dataset.json", $$"""{"subjects": {{subjects}}, "device": "wrist", "labels": {{labels}}, "tasks": [{{tasks}}]{{more}}}""");

    /// <summary>Opens it.</summary>
    public IDataset Open() => FolderDataset.Open(Path);

    /// <summary>A moment of the study's day.</summary>
    public static string Clock(double seconds) => new DateTime(2024, 5, 6, 7, 0, 0).AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
