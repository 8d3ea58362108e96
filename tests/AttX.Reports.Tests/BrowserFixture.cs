using AttX.Testing;

namespace AttX.Reports.Tests;

/// <summary>One browser for all tests of a class, which are skipped where there is none.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Browser? _browser;

    /// <summary>Conditions under which a report is viewed.</summary>
    public static IReadOnlyDictionary<string, BrowserView> Views { get; } = new Dictionary<string, BrowserView>
    {
        ["light"] = new(),
        ["dark"] = new(Dark: true),
        ["narrow"] = new(Width: 360),
        ["print"] = new(Width: 700, Dark: true, Print: true),
        ["forced colours"] = new(ForcedColors: true),
    };

    /// <summary>The names of <see cref="Views"/>, for theories.</summary>
    public static TheoryData<string> ViewNames => [.. Views.Keys];

    public async ValueTask InitializeAsync() => _browser = Browser.Executable == null ? null : await Browser.StartAsync();

    /// <summary>Opens a page as a file of its own in one of <see cref="Views"/>; skips the test where there is no browser.</summary>
    public async Task<BrowserPage> OpenAsync(string html, string view = "light")
    {
        Assert.SkipWhen(_browser == null, "No Chromium on the PATH; set ATTX_CHROMIUM to the program.");
        string file = _folder[Guid.NewGuid().ToString("N") + ".html"];
        await File.WriteAllTextAsync(file, html);
        return await _browser.OpenAsync(file, Views[view]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser != null)
            await _browser.DisposeAsync();
        _folder.Dispose();
    }
}
