using AttX.Reports.Charts;
using AttX.Reports.Figures;
using AttX.Reports.Html;
using AttX.Reports.Tables;
using AttX.Runs;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;

namespace AttX.Reports.Page;

/// <summary>
/// A look at recordings before training: signals, quality, conditions, heart beats, skin conductance responses, and features by condition.
/// Recordings are added one after another, and only their part of the page is kept.
/// </summary>
public sealed class RecordingReport
{
    private readonly List<ReportSection> _sections = [];
    private readonly List<(string Recording, string Error)> _failures = [];

    /// <summary>Adds a recording, one section per recording and device.</summary>
    public void Add(Recording recording)
    {
        Channel[] channels = [.. recording.Channels.Where(c => c.Length > 0)];
        if (channels.Length == 0)
        {
            AddFailure(recording.Subject, "It has no samples.");
            return;
        }

        string id = $"recording-{_sections.Count + 1}";
        recording = recording with { Channels = channels };
        Markup[] figures = [SessionFigures.Session(recording), .. channels.Select(SessionFigures.Excerpt).OfType<Markup>()];
        _sections.Add(new ReportSection(id, $"{recording.Subject}, {recording.Device.Info().Name}",
            [.. figures.Select(figure => (SectionPart)figure), Features(id, recording)]));
    }

    /// <summary>Adds a recording that could not be read.</summary>
    public void AddFailure(string recording, string error) => _failures.Add((recording, error));

    /// <summary>Writes the page.</summary>
    /// <param name="source">The recordings' path.</param>
    public string Write(string source) => PageShell.Of($"Recordings in {Path.GetFileName(Path.TrimEndingDirectorySeparator(source))}",
        Markup.Of($"<p>{_sections.Count} recording{(_sections.Count == 1 ? "" : "s")} as recorded, before any training.</p>\n{Markup.Join(_failures.Select(Failure))}"),
        _sections, ChartStyle.Css, RunEnvironment.ProgramVersion, "the recordings");

    private static SectionPart Features(string id, Recording recording)
    {
        var extractor = new FeatureExtractor([.. recording.Channels.SelectMany(c => FeatureTable.Of(c.Modality))]);
        try
        {
            return SectionPart.Folded("Features by condition, in windows of 60 s", SectionPart.Table(FeatureTables.ByCondition($"{id}-features", extractor.Extract(recording))));
        }
        catch (InvalidDataException e)
        {
            return Markup.Of($"<p class=\"note\">No features: {e.Message}</p>");
        }
    }

    private static Markup Failure((string Recording, string Error) failure) =>
        Markup.Of($"<p class=\"banner failure\"><strong>{failure.Recording} is left out.</strong> {failure.Error}</p>");
}
