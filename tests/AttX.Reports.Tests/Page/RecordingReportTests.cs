using System.Xml.Linq;
using AttX.Reports.Page;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tests.Page;

public sealed class RecordingReportTests
{
    private const int Seconds = 150;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>A pulse at 75 beats per minute and a skin conductance that rises every 20 s, missing from 100 to 112 s.</summary>
    private static Recording Recording(string name, LabelTrack? labels = null) => new(name, Device.Chest,
    [
        new Channel(Modality.Bvp, 64, [.. Enumerable.Range(0, 64 * Seconds).Select(i => 50 * Math.Sin(2 * Math.PI * 1.25 * i / 64))]),
        new Channel(Modality.Eda, 4, [.. Enumerable.Range(0, 4 * Seconds).Select(i => i is >= 400 and < 448 ? double.NaN : 3 + 0.5 * Math.Exp(-Math.Pow(i % 80 - 40, 2) / 50.0))]),
    ], labels ?? LabelTrack.None);

    private static XElement Write(params Recording[] recordings)
    {
        var report = new RecordingReport();
        foreach (Recording recording in recordings)
            report.Add(recording);
        report.AddFailure("broken", "It is damaged.");
        return XDocument.Parse(report.Write("data/").Replace("<!DOCTYPE html>", "")).Root!;
    }

    [Fact]
    public void The_page_shows_signals_courses_and_excerpts_of_every_recording()
    {
        XElement page = Write(Recording("<script>"));
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.Equal(["<script>, chest"], page.Descendants("h2").Select(h => h.Value));
        Assert.Equal(3, page.Descendants("figure").Count());
        string text = page.Value;
        foreach (string shown in (string[])["Heart rate by BVP", "Tonic level of EDA", "with the detected beats", "with the detected responses", "broken is left out. It is damaged."])
            Assert.Contains(shown, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_windows_are_shaded_in_every_panel_with_their_reason()
    {
        string[] reasons = [.. Write(Recording("a")).Descendants(Svg + "rect").Where(r => (string?)r.Attribute("class") == "shade").Select(r => r.Value)];
        Assert.Equal(4, reasons.Count(r => r == "gap"));
    }

    [Fact]
    public void Features_are_averaged_by_condition()
    {
        byte[] codes = [.. Enumerable.Repeat((byte)0, 75), .. Enumerable.Repeat((byte)1, 75)];
        XElement page = Write(Recording("a", new LabelTrack(1, codes, new LabelLegend(["calm", "stress"]))));
        XElement table = Assert.Single(page.Descendants("table"));
        Assert.Equal(["Feature", "Unit", "calm", "stress"], table.Element("thead")!.Descendants("th").Select(h => h.Value));
        XElement rate = table.Descendants("tr").Single(r => r.Elements().First().Value == "bvp_hr_mean");
        Assert.Equal(["1/min", "75", "75"], rate.Elements("td").Select(c => c.Value));
    }
}
