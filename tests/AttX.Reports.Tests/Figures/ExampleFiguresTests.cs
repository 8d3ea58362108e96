using System.Xml.Linq;
using AttX.Reports.Figures;
using AttX.Runs;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tests.Figures;

public sealed class ExampleFiguresTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly ToySweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void All_windows_of_a_modality_are_drawn_on_one_scale()
    {
        WriteWrong("S2", Modality.Bvp, [.. Enumerable.Range(0, 640).Select(i => i % 2 == 0 ? 1f : -1)]);
        WriteWrong("S3", Modality.Bvp, [.. Enumerable.Range(0, 640).Select(i => i % 2 == 0 ? 40f : -40)]);
        string[][] scales = [.. Charts().Select(chart => chart.Elements(Svg + "text").Where(t => (string?)t.Attribute("class") == "end tick").Select(t => t.Value).ToArray())];
        Assert.Equal(2, scales.Length);
        Assert.Equal(scales[0], scales[1]);
        Assert.Contains("40", scales[0]);
    }

    [Fact]
    public void A_signal_of_three_axes_has_a_line_for_each()
    {
        WriteWrong("S2", Modality.Acceleration, [.. Enumerable.Range(0, 1920).Select(i => (float)(i % 3))]);
        XElement chart = Assert.Single(Charts());
        Assert.Equal(["ACC x", "ACC y", "ACC z"], chart.Descendants(Svg + "path").Select(line => line.Value).Where(name => name.Length > 0).Distinct().Order());
    }

    private XElement[] Charts() => [.. XDocument.Parse($"<div>{ExampleFigures.Of(_sweep.Read().Rows[0], 6)}</div>").Descendants(Svg + "svg")
        .Where(e => (string?)e.Attribute("role") == "img")];

    /// <summary>The fifth window, which feature fusion takes for stress with the first seed.</summary>
    private void WriteWrong(string subject, Modality modality, float[] signal)
    {
        using FileStream stream = File.Create(_sweep.Path("feature-fusion", 1, "folds", subject, "examples.safetensors"));
        ExampleWindow.Write(stream, [new ExampleWindow(20, 0, 0.25, [(modality, signal)])]);
    }
}
