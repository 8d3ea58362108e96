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
}
