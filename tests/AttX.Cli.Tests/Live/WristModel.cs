using System.Globalization;
using System.Text;
using AttX.Datasets.Catalogue;
using AttX.Formats;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Cli.Tests.Live;

/// <summary>A small wrist model on disk with random weights, and a subject of the cohort as lines of input.</summary>
internal sealed class WristModel : IDisposable
{
    private static readonly ExperimentOptions Options = ExperimentOptions.For(Device.Wrist) with { Widths = [8, 8, 8] };

    private readonly TemporaryFolder _folder = new();

    public WristModel()
    {
        using FileStream stream = File.Create(Path);
        Model.Save(stream);
    }

    public string Path => _folder["model.safetensors"];

    public static TrainedModel Model { get; } = new(
        new AttXNet(Options.Network(Options.Networks[0]), seed: 3), new ModelMetadata { Options = Options, Branches = Options.Networks[0] });

    public static Recording Person(CohortFixture cohort) =>
        DatasetCatalogue.Default.OpenRecording(System.IO.Path.Combine(cohort.Path, "S3"), new FormatOptions()).Read([Modality.Bvp, Modality.Eda], Device.Wrist).Recording;

    /// <summary>Formats one line per second of a recording.</summary>
    public static IEnumerable<string> Lines(Recording recording) =>
        Enumerable.Range(0, (int)recording.Channels[0].DurationSeconds).Select(second => Second(recording, second, "bvp", "eda"));

    /// <summary>Formats one second of some of a recording's channels.</summary>
    public static string Second(Recording recording, int second, params string[] names)
    {
        var line = new StringBuilder(FormattableString.Invariant($"{{\"t\":{second}"));
        foreach (Channel channel in recording.Channels.Where(c => names.Contains(c.Modality.ToString().ToLowerInvariant())))
            line.Append(CultureInfo.InvariantCulture, $",\"{channel.Modality}\":[{string.Join(',', Samples(channel, second))}]");
        return line.Append('}').ToString();
    }

    public static Stream Text(IEnumerable<string> lines) => new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Samples(Channel channel, int second) =>
        channel.Samples.Skip(second * channel.SamplingRateHz).Take(channel.SamplingRateHz).Select(x => x.ToString("R", CultureInfo.InvariantCulture));
}
