using System.Text.Json;
using AttX.Datasets.Labels;
using AttX.Formats;
using AttX.Ground;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Tests.Labels;

public class LabelSourcesTests
{
    private readonly List<string> _notes = [];

    [Theory]
    [InlineData("""{"from": "annotations"}""", "rest 10-20, stress 20-25, rest 30-60")]
    [InlineData("""{"from": "annotations", "names": {"rest": "baseline", "stress": null}}""", "baseline 10-20, baseline 30-60")]
    [InlineData("""{"from": "annotations", "names": {"rest": "baseline"}}""", "baseline 10-30, baseline 30-60")]
    [InlineData("""{"from": "markers", "until": {"rest": "stress"}}""", "!")]
    [InlineData("""{"from": "markers", "names": {"stress": "s"}}""", "s 20-25")]
    public void An_event_lasts_as_long_as_it_says_or_until_the_next_that_counts(string json, string spans) => Assert.Equal(
        spans, Spans(json, new Event(30, "rest"), new Event(10, "rest"), new Event(20, "stress", 5)));

    [Fact]
    public void Pairs_of_markers_begin_and_end_a_label()
    {
        Event[] events = [new(-5, "go"), new(5, "stop"), new(10, "go"), new(12, "press"), new(40, "stop"), new(50, "press")];
        Assert.Equal("task 0-5, task 10-40", Spans("""{"from": "markers", "names": {"go": "task"}, "until": {"go": "stop"}}""", events));
        Assert.Equal(["P1: markers: press has no entry in \"names\", and is left out.", "P1: 5 s of labels (task) lie outside the recording, and are left out."], _notes);
        Assert.Contains("P1: markers: 'press' at 50 s has no 'stop' after it",
            Assert.Throws<InvalidDataException>(() => Spans("""{"from": "markers", "until": {"press": "stop"}}""", events)).Message);
    }

    [Theory]
    [InlineData("""{"from": "tags"}""", "stretch 1 5-20, stretch 2 20-40")]
    [InlineData("""{"from": "tags", "stretches": [null, "stress"]}""", "stress 20-40")]
    public void Stretches_are_what_is_between_two_tags(string json, string spans) =>
        Assert.Equal(spans, Spans(json, new Event(-1, "tag"), new Event(5, "tag"), new Event(20, "tag"), new Event(30, "systolic peak"), new Event(40, "tag"), new Event(99, "tag")));

    [Fact]
    public void Tags_must_be_as_many_as_the_stretches_need()
    {
        Assert.Contains("P1: 3 tags make 2 stretches between them, and \"stretches\" names 1", Refusal("""{"from": "tags", "stretches": ["a"]}""", 3));
        Assert.Contains("P1: there is 1 tag within the recording; 2 make a stretch", Refusal("""{"from": "tags"}""", 1));
        Assert.Contains("P1: there are no tags", Refusal("""{"from": "tags"}""", 0));
    }

    [Theory]
    [InlineData("""{"from": "column", "column": "condition"}""", "condition", null, null)]
    [InlineData("""{"from": "wfdb"}""", null, "atr", null)]
    [InlineData("""{"from": "wfdb", "extension": "st"}""", null, "st", null)]
    [InlineData("""{"from": "markers", "stream": "Blocks"}""", null, null, "Blocks")]
    public void The_reader_is_told_where_the_events_are(string json, string? column, string? annotations, string? stream) => Assert.Equal(
        new FormatOptions { EventColumn = column, AnnotationExtension = annotations, EventStream = stream } with { Columns = Options.Columns, Units = Options.Units },
        Create(json).Configure(Options));

    private static FormatOptions Options { get; } = new();

    private static ILabelSource Create(string json) =>
        LabelSources.Create(JsonKeys.Of(JsonDocument.Parse(json).RootElement, "dataset.json: labels"), ".");

    private string Refusal(string json, int tags) => Assert.Throws<InvalidDataException>(
        () => Spans(json, [.. Enumerable.Range(1, tags).Select(i => new Event(i, "tag"))])).Message;

    private string Spans(string json, params Event[] events)
    {
        Recording recording = new("P1", Device.Wrist, [], LabelTrack.None) { Events = events };
        try
        {
            return string.Join(", ", Create(json).SpansOf(new LabelledSubject("P1", recording, 60, _notes))
                .Select(s => FormattableString.Invariant($"{s.Label} {s.StartSeconds}-{s.EndSeconds}")));
        }
        catch (InvalidDataException) when (json.Contains("\"rest\": \"stress\""))
        {
            return "!";
        }
    }
}
