using AttX.Testing;

namespace AttX.Reports.Tests.Charts;

/// <summary>Looks at every chart in a browser, in each of the ways in which a report is read. <c>ATTX_GALLERY</c> names a folder to keep what it saw.</summary>
public sealed class GalleryTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    /// <summary>Texts that stick out of their svg, or lie on another text of it (by more than a pixel, along the text's own direction).</summary>
    internal const string Collisions = """
        (() => {
          const corners = t => {
            const b = t.getBBox(), m = t.getScreenCTM();
            return [[b.x, b.y + 2], [b.x + b.width, b.y + 2], [b.x + b.width, b.y + b.height - 2], [b.x, b.y + b.height - 2]]
              .map(([x, y]) => ({ x: m.a * x + m.c * y + m.e, y: m.b * x + m.d * y + m.f }));
          };
          const apart = (p, q) => [p, q].some(r => [[r[0], r[1]], [r[1], r[2]]].some(([a, b]) => {
            const d = { x: b.x - a.x, y: b.y - a.y }, n = Math.hypot(d.x, d.y);
            const span = s => s.map(c => (c.x * d.x + c.y * d.y) / n);
            const u = span(p), v = span(q);
            return Math.max(...u) < Math.min(...v) + 0.5 || Math.max(...v) < Math.min(...u) + 0.5;
          }));
          const found = [];
          for (const svg of document.querySelectorAll('svg.chart')) {
            const box = svg.getBoundingClientRect(), name = svg.querySelector('title').textContent;
            const texts = [...svg.querySelectorAll('text')].map(t => ({ t, c: corners(t), s: t.lastChild.textContent }));
            for (const { c, s } of texts)
              if (c.some(p => p.x < box.left - 0.5 || p.x > box.right + 0.5 || p.y < box.top - 0.5 || p.y > box.bottom + 0.5))
                found.push(`${name}: "${s}" sticks out`);
            for (let i = 0; i < texts.length; i++)
              for (let j = 0; j < i; j++)
                if (!apart(texts[i].c, texts[j].c))
                  found.push(`${name}: "${texts[i].s}" lies on "${texts[j].s}"`);
          }
          return found;
        })()
        """;

    [Theory]
    [MemberData(nameof(BrowserFixture.ViewNames), MemberType = typeof(BrowserFixture))]
    public async Task No_text_lies_on_another_or_sticks_out(string view)
    {
        BrowserPage page = await browser.OpenAsync(Gallery.Page(), view);
        if (Environment.GetEnvironmentVariable("ATTX_GALLERY") is { Length: > 0 } folder)
            await page.ScreenshotAsync(Path.Combine(folder, view + ".png"));
        Assert.Empty(await page.EvaluateAsync<string[]>(Collisions));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Text_that_lies_on_another_or_sticks_out_would_be_found()
    {
        BrowserPage page = await browser.OpenAsync("""
            <svg class="chart" width="100" height="50"><title>bad</title><text x="10" y="20">one</text><text x="15" y="22">two</text><text x="90" y="40">three</text></svg>
            """);
        Assert.Equal(["bad: \"three\" sticks out", "bad: \"two\" lies on \"one\""], await page.EvaluateAsync<string[]>(Collisions));
    }

    [Theory]
    [MemberData(nameof(BrowserFixture.ViewNames), MemberType = typeof(BrowserFixture))]
    public async Task Text_and_marks_stand_out_from_what_they_lie_on(string view)
    {
        BrowserPage page = await browser.OpenAsync(Gallery.Page(), view);
        Contrasts least = await page.EvaluateAsync<Contrasts>(LeastContrasts);
        Assert.True(least.Text >= 4.5, $"Text has a contrast of {least.Text} to the page.");
        Assert.True(least.Cell >= 4.4, $"Text has a contrast of {least.Cell} to its cell.");
        Assert.True(least.Mark >= 3, $"A mark has a contrast of {least.Mark} to the page.");
    }

    [Fact]
    public async Task Dark_and_print_change_the_paper()
    {
        async Task<string> Paper(string view) => await (await browser.OpenAsync(Gallery.Page(), view))
            .EvaluateAsync<string>("getComputedStyle(document.querySelector('.chart-frame')).backgroundColor");
        Assert.Equal("rgb(255, 255, 255)", await Paper("light"));
        Assert.Equal("rgb(20, 23, 27)", await Paper("dark"));
        Assert.Equal("rgb(255, 255, 255)", await Paper("print"));
    }

    [Fact]
    public async Task A_narrow_page_scrolls_its_figures_and_not_itself()
    {
        BrowserPage page = await browser.OpenAsync(Gallery.Page(), "narrow");
        Assert.Equal(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.True(await page.EvaluateAsync<double>("Math.min(...[...document.querySelectorAll('svg.chart')].map(s => s.getScreenCTM().a))") >= 0.74);
    }

    [Fact]
    public async Task A_figure_that_is_cut_has_a_shadow_where_more_lies()
    {
        BrowserPage page = await browser.OpenAsync(Gallery.Page(), "narrow");
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('.chart-frame')].some(f => f.scrollWidth > f.clientWidth)"));
        Assert.Equal("local, local, scroll, scroll", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.chart-frame')).backgroundAttachment"));
        Assert.Equal("rgba(0, 0, 0, 0)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('svg.chart')).backgroundColor"));
    }

    [Fact]
    public async Task Names_from_files_are_text_and_run_nothing()
    {
        BrowserPage page = await browser.OpenAsync(Gallery.Page());
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('script').length"));
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('svg.chart text')].some(t => t.textContent.includes('<script>'))"));
    }

    /// <summary>The least contrast of text to the page, of text to the cell beneath it, and of lines and marks to the page.</summary>
    private sealed record Contrasts(double Text, double Cell, double Mark);

    private const string LeastContrasts = """
        (() => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const luminance = colour => {
            canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const contrast = (a, b) => { const [u, v] = [luminance(a), luminance(b)].sort((x, y) => y - x); return (u + 0.05) / (v + 0.05); };
          const style = e => getComputedStyle(e), all = s => [...document.querySelectorAll('svg.chart ' + s)];
          const paper = style(document.querySelector('.chart-frame')).backgroundColor;
          const cells = all('rect.cell');
          const under = t => { const b = t.getBBox(), x = b.x + b.width / 2, y = b.y + b.height / 2;
            return cells.find(c => c.ownerSVGElement === t.ownerSVGElement && (k => x > k.x && x < k.x + k.width && y > k.y && y < k.y + k.height)(c.getBBox())); };
          return {
            text: Math.min(...all('text:not(.on-low, .on-high)').map(t => contrast(style(t).fill, paper))),
            cell: Math.min(...all('text:is(.on-low, .on-high)').map(t => contrast(style(t).fill, style(under(t)).fill))),
            mark: Math.min(...all('.line').map(l => contrast(style(l).stroke, paper)), ...all('.fill, .marker').map(m => contrast(style(m).fill, paper))),
          };
        })()
        """;
}
