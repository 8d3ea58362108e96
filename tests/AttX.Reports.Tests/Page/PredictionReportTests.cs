using System.Xml.Linq;
using AttX.Evaluation;
using AttX.Inference;
using AttX.Reports.Page;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tests.Page;

public sealed class PredictionReportTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly Modality[] Modalities = [Modality.Ecg, Modality.Eda];
    private static readonly PredictionForm Form = new(AffectTasks.Stress, [new AttentionColumn(1, "ecg"), new AttentionColumn(1, "eda")], new WindowSpec(64, 10, 0.5));

    /// <summary>Five windows: calm, calm, two without an estimate, stress.</summary>
    private static RecordingPrediction Recording(string name, string? label = null) => new(name,
        [
            Estimate(0, 0.25f, label), Estimate(5, 0.5f, label), new(10, label, QualityFlags.Gap, null, [], []),
            new(15, label, QualityFlags.Gap | QualityFlags.FlatLine, null, [], []), Estimate(20, 0.75f, label),
        ],
        [SignalEnvelope.Of(new Channel(Modality.Ecg, 64, new double[64 * 30]), 100), SignalEnvelope.Of(new Channel(Modality.Eda, 4, [.. Enumerable.Range(0, 120)]), 100)]);

    private static WindowEstimate Estimate(double start, float stress, string? label) =>
        new(start, label, QualityFlags.None, stress > 0.5f ? 1 : 0, [1 - stress, stress], [stress, 1 - stress]);

    private static XElement Write(params RecordingOutcome[] outcomes)
    {
        var report = new PredictionReport(Form, Modalities);
        foreach (RecordingOutcome outcome in outcomes)
            report.Add(outcome);
        return XDocument.Parse(report.Write("stress.attx", "Another sensor.").Replace("<!DOCTYPE html>", "")).Root!;
    }

    private static XElement Write(RecordingPrediction prediction) => Write(new RecordingOutcome(prediction.Recording, prediction, null));

    [Fact]
    public void The_page_is_well_formed_and_self_contained()
    {
        XElement page = Write(Recording("<script>"));
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.Contains(page.Descendants(), e => (string?)e.Attribute("http-equiv") == "Content-Security-Policy" && ((string)e.Attribute("content")!).StartsWith("default-src 'none';", StringComparison.Ordinal));
        Assert.Contains(page.Descendants("h2"), h => h.Value == "<script>");
        Assert.Contains(page.Descendants("p"), p => p.Value == "Another sensor.");
    }

    [Fact]
    public void Windows_without_an_estimate_are_shaded_in_every_panel_with_their_reason()
    {
        string[] reasons = [.. Write(Recording("a")).Descendants(Svg + "rect").Where(r => (string?)r.Attribute("class") == "shade").Select(r => r.Value)];
        Assert.Equal(8, reasons.Length); // two reasons, four panels
        Assert.Equal(["flat line, gap", "gap"], reasons.Distinct().Order());
    }

    [Fact]
    public void The_table_gives_shares_of_all_windows()
    {
        XElement table = Write(Recording("a")).Descendants("table").First();
        Assert.Equal(["a", "5", "40.00", "20.00", "40.00", "20.00", "40.00"], table.Element("tbody")!.Element("tr")!.Elements().Select(c => c.Value));
    }

    [Fact]
    public void Mean_theta_covers_the_windows_with_an_estimate()
    {
        XElement table = Write(Recording("a")).Descendants("table").ElementAt(1);
        Assert.Equal(["stage 1, ECG", "0.3750", "0.7500"], table.Element("tbody")!.Elements("tr").First().Elements().Select(c => c.Value));
    }

    [Fact]
    public void Each_of_three_branches_has_its_theta()
    {
        Modality[] three = [.. Modalities, Modality.Respiration];
        var report = new PredictionReport(Form with { Attention = [new(1, "ecg"), new(1, "eda"), new(1, "resp")] }, three);
        RecordingPrediction two = Recording("a");
        report.Add(new RecordingOutcome("a", two with { Windows = [.. two.Windows.Select(w => w with { Theta = w.Class == null ? [] : [0.25f, 0.25f, 0.5f] })] }, null));
        string html = report.Write("stress.attx", null);
        Assert.All(new[] { "Theta of ECG", "Theta of EDA", "Theta of Resp", "together they are 1", "At 1/3 all modalities pass alike", "from ECG, EDA and Resp" },
            text => Assert.Contains(text, html));
        Assert.DoesNotContain("that of the other", html);
    }

    [Fact]
    public void A_model_that_can_miss_sensors_has_a_table_of_those_that_estimates_rest_on()
    {
        var report = new PredictionReport(Form with { NamesSensors = true }, Modalities);
        RecordingPrediction both = Recording("a");
        report.Add(new RecordingOutcome("a", both with
        {
            Windows = [.. both.Windows.Select((w, i) => w with { Sensors = w.Class == null ? "" : i == 4 ? "ecg" : "ecg+eda" })],
            Signals = [both.Signals[0]],
        }, null));
        XElement table = XDocument.Parse(report.Write("stress.attx", null).Replace("<!DOCTYPE html>", "")).Root!.Descendants("table").ElementAt(1);
        Assert.Equal(["a", "40.00", "20.00", "40.00"], table.Element("tbody")!.Element("tr")!.Elements().Select(c => c.Value));
        Assert.DoesNotContain("rest on", Write(both).Value);
    }

    [Fact]
    public void Labels_have_a_track_if_there_are_any()
    {
        Assert.DoesNotContain("baseline", Write(Recording("a")).Descendants("main").Single().Value);
        Assert.Contains("baseline", Write(Recording("a", "baseline")).Descendants("main").Single().Value);
    }

    [Fact]
    public void A_recording_that_failed_is_named()
    {
        XElement page = Write(new RecordingOutcome("b", null, new InvalidDataException("b is empty.")), new RecordingOutcome("a", Recording("a"), null));
        Assert.Contains(page.Descendants("p"), p => p.Value == "b is left out. b is empty.");
        Assert.Contains("from ECG and EDA of 1 recording.", page.Value);
    }
}
