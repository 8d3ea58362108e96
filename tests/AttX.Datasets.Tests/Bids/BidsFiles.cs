using System.IO.Compression;
using System.Text;
using AttX.Testing;

namespace AttX.Datasets.Tests.Bids;

/// <summary>A BIDS folder that a test writes file by file.</summary>
internal sealed class BidsFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BidsFiles() => Write("dataset_description.json", """{"Name": "test", "BIDSVersion": "1.10.0"}""");

    public string FullPath => _folder.FullPath;

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a file; one that ends with .gz is compressed.</summary>
    public BidsFiles Write(string path, string text)
    {
        string full = _folder[path.Split('/')];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using Stream file = File.Create(full);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Optimal) : file;
        stream.Write(Encoding.UTF8.GetBytes(text));
        return this;
    }

    /// <summary>Writes a subject with one file of a single signal whose samples count from a number, and its sidecar.</summary>
    public BidsFiles Signal(string name, string column, int rateHz, double seconds, double startTime = 0, int from = 0, string unit = "uS")
    {
        string folder = $"{name.Split('_')[0]}/beh";
        Write($"{folder}/{name}_physio.json", FormattableString.Invariant(
            $$"""{"SamplingFrequency": {{rateHz}}, "StartTime": {{startTime}}, "Columns": ["{{column}}"], "{{column}}": {"Units": "{{unit}}"} }"""));
        return Write($"{folder}/{name}_physio.tsv.gz", string.Concat(Enumerable.Range(from, (int)(seconds * rateHz)).Select(i => $"{i}\n")));
    }
}
