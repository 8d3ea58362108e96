using System.Xml;
using System.Xml.Linq;
using AttX.Reports.Audit;
using AttX.Reports.Page;
using AttX.Reports.Reading;
using AttX.Reports.Tests.Charts;
using AttX.Runs;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Reports.Tests.Page;

public sealed class ReportPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IDisposable
{
    private const string Hostile = "<script>alert(1)</script>";

    /// <summary>Finds what makes the page wider than its window: elements beyond its edge in nothing that scrolls by itself.</summary>
    private const string Overhanging = """
        [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
          .filter(e => { for (let p = e; p; p = p.parentElement) if (getComputedStyle(p).overflowX != 'visible') return false; return true; })
          .map(e => `${e.tagName} ${e.className}: ${e.textContent.slice(0, 40)}`)
        """;

    /// <summary>Flagged: the first window of each class, which every fold gets right.</summary>
    private readonly ToySweep _sweep = new(["S2", "A&B", "S4"], both: Hostile, quality: (_, window) => window % 5 == 0 ? QualityFlags.Gap : QualityFlags.None);

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void The_page_is_well_formed_and_self_contained()
    {
        XElement page = Parse(Write());
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "link" or "img" or "iframe" or "object");
        string[] ids = [.. page.DescendantsAndSelf().Attributes("id").Select(a => a.Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.Descendants("a"), a => Assert.Contains(a.Attribute("href")!.Value[1..], ids));
        Assert.All(page.DescendantsAndSelf().Attributes().Where(a => a.Name.LocalName is "src" or "href"), a => Assert.StartsWith("#", a.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value);
        Assert.DoesNotContain("@import", page.Descendants("style").Single().Value);
    }

    [Fact]
    public void Every_chart_is_described_in_words()
    {
        XElement page = Parse(Write());
        XNamespace svg = "http://www.w3.org/2000/svg";
        XElement[] charts = [.. page.Descendants(svg + "svg").Where(e => (string?)e.Attribute("role") == "img")];
        Assert.NotEmpty(charts);
        Assert.All(charts, chart => Assert.True(chart.Element(svg + "title")!.Value.Length > 0 && chart.Element(svg + "desc")!.Value.Length > 20));
        Assert.All(page.Descendants("figure"), figure => Assert.NotEmpty(figure.Element("figcaption")!.Value));
        Assert.All(page.Descendants("table"), table => Assert.NotEmpty(table.Element("caption")!.Value));
        Assert.All(page.Descendants("th"), th => Assert.Contains((string?)th.Attribute("scope"), new[] { "col", "row", "colgroup" }));
    }

    [Fact]
    public void The_open_row_shows_each_subjects_probability_over_time_beside_the_truth()
    {
        string timeline = Assert.Single(Parse(Write()).Descendants(), e => e.Name.LocalName == "svg"
            && e.Elements().Any(t => t.Value == "Probability of stress over time")).ToString();
        foreach (string subject in _sweep.Subjects)
            Assert.Contains(System.Security.SecurityElement.Escape($"{subject}, stress: 1 to 1.5 min"), timeline);
    }

    [Fact]
    public void Headings_go_down_one_level_at_a_time()
    {
        int[] levels = [.. Parse(Write()).Descendants().Where(e => e.Name.LocalName is "h1" or "h2" or "h3" or "h4").Select(e => e.Name.LocalName[1] - '0')];
        Assert.Equal(1, levels.Count(level => level == 1));
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void Signals_have_display_names_and_so_has_the_substitute_of_the_ECG()
    {
        string html = Write();
        Assert.Contains("This is BVP and EDA from the wrist of 3 subjects, not the paper\u2019s chest ECG and EDA of 15", html);
        Assert.Contains("BVP runs in the ECG\u2019s place", html);
    }

    [Fact]
    public void One_subject_alone_has_neither_a_deviation_nor_an_interval()
    {
        foreach (string file in Directory.GetFiles(_sweep.Folder, "predictions.csv", SearchOption.AllDirectories).Where(f => !f.Contains("S2", StringComparison.Ordinal)))
            File.Delete(file);
        XElement page = Parse(Write());
        Assert.All(page.Descendants("dd"), figure => Assert.Matches("% ± –\\s+95 % interval – to –", figure.Value));
        Assert.All(page.Descendants("tr").Where(row => row.Elements().First().Value == "SD"), row => Assert.DoesNotContain("0.00", row.Value));
    }

    [Fact]
    public void The_tables_for_files_are_those_of_the_page_and_the_best_row_s_subjects()
    {
        string[] shown = [.. Parse(Write()).Descendants("div").Where(e => (string?)e.Attribute("class") == "table").Attributes("id").Select(id => id.Value)];
        string[] written = [.. ReportPage.Tables(_sweep.Read()).Select(table => table.Id)];
        Assert.Equal(["subjects"], written.Except(shown));
        Assert.Equal(shown.Intersect(written), written.Intersect(shown));
    }

    [Fact]
    public void Names_are_text_whatever_they_hold()
    {
        string html = Write();
        Assert.DoesNotContain("<script", html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html);
        Assert.Contains("A&amp;B", html);
    }

    [Fact]
    public void Rows_of_a_table_have_as_many_cells_as_columns() => Assert.All(Parse(Write()).Descendants("table"), table =>
    {
        int columns = table.Element("thead")!.Elements("tr").First().Elements("th").Sum(th => (int?)th.Attribute("colspan") ?? 1);
        Assert.All(table.Elements("tbody").Elements("tr"), row => Assert.Equal(columns, row.Elements().Count()));
    });

    [Fact]
    public void The_head_says_that_the_wrist_is_not_the_paper_s_chest() => Assert.Contains(
        "This is BVP and EDA from the wrist of 3 subjects, not the paper’s chest ECG and EDA of 15", Parse(Write()).Descendants("header").Single().Value);

    [Fact]
    public void A_single_run_has_a_page_too()
    {
        ReportData data = ReportData.Read(_sweep.Path("feature-fusion", 1));
        XElement page = Parse(ReportPage.Write(data, LeakageAudit.Of(data)));
        Assert.Equal(["summary", "paper", "rows", "details", "acting", "quality", "audit", "provenance"], page.Descendants("section").Select(s => s.Attribute("id")!.Value));
    }

    [Fact]
    public void Accuracy_on_good_and_on_flagged_windows_stands_with_each_row()
    {
        XElement page = Parse(Write());
        Assert.Contains(page.Descendants("details").Where(e => (string?)e.Attribute("class") == "row"),
            row => row.Value.Contains("pooled: 75.00 % on good windows (n = 48), 100.00 % on flagged windows (n = 12).", StringComparison.Ordinal));
        Assert.DoesNotContain("earlier version", Quality(page).Value);
        Assert.Equal(["quality-windows", "quality-accuracy"], Quality(page).Elements("div").Select(e => e.Attribute("id")!.Value));
    }

    [Fact]
    public void Folds_without_verdicts_are_attributed_to_an_earlier_version()
    {
        using var older = new ToySweep();
        XElement quality = Quality(Parse(ReportPage.Write(older.Read(), LeakageAudit.Of(older.Read()))));
        Assert.Equal("No fold holds verdicts on its windows: an earlier version wrote them.", Assert.Single(quality.Elements("p")).Value);
        Assert.Empty(quality.Descendants("table"));
    }

    [Theory]
    [InlineData("; signal quality: flat line, gap.")]
    [InlineData("; signal quality: good.")]
    [InlineData("")]
    public void The_most_confident_errors_have_their_verdict(string said)
    {
        QualityFlags flaws = said.Contains("gap", StringComparison.Ordinal) ? QualityFlags.FlatLine | QualityFlags.Gap : QualityFlags.None;
        using var judged = new ToySweep(quality: said.Length == 0 ? null : (_, window) => window == 4 ? flaws : QualityFlags.OutOfRange);
        using (FileStream stream = File.Create(judged.Path("feature-fusion", 1, "folds", "S2", "examples.safetensors")))
            ExampleWindow.Write(stream, [new ExampleWindow(20, 0, 0.25, [(Modality.Bvp, new float[640])])]); // S2's fifth, classified wrongly
        string html = ReportPage.Write(judged.Read(), LeakageAudit.Of(judged.Read()));
        Assert.Contains($"(seed 1){(said.Length == 0 ? "." : said)}</figcaption>", html);
    }

    [Theory]
    [MemberData(nameof(BrowserFixture.ViewNames), MemberType = typeof(BrowserFixture))]
    public async Task The_page_has_no_errors_or_sideways_scrolling(string view)
    {
        BrowserPage page = await browser.OpenAsync(Write(), view);
        await page.EvaluateAsync<bool>("document.querySelectorAll('details').forEach(d => d.open = true), true");
        if (Environment.GetEnvironmentVariable("ATTX_GALLERY") is { Length: > 0 } folder)
            await page.ScreenshotAsync(Path.Combine(folder, $"report {view}.png"));
        Assert.Empty(page.Faults);
        Assert.Empty(await page.EvaluateAsync<string[]>(GalleryTests.Collisions));
        Assert.Empty(await page.EvaluateAsync<string[]>(Overhanging));
        await page.LookAsync(BrowserFixture.Views[view] with { Width = 1280 });
        Assert.Empty(await page.EvaluateAsync<string[]>(Overhanging));
    }

    private string Write() => ReportPage.Write(_sweep.Read(), LeakageAudit.Of(_sweep.Read()));

    private static XElement Quality(XElement page) => page.Descendants("section").Single(s => (string?)s.Attribute("id") == "quality");

    private static XElement Parse(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }
}
