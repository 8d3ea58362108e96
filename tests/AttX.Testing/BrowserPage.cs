using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AttX.Testing;

/// <summary>A page in a <see cref="Browser"/>, and its errors.</summary>
public sealed class BrowserPage
{
    private readonly Browser _browser;
    private readonly string _session;
    private readonly ConcurrentQueue<string> _faults = new();

    internal BrowserPage(Browser browser, string session) => (_browser, _session) = (browser, session);

    /// <summary>Errors on the console, exceptions, and requests for anything but local files and data within the page.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    internal TaskCompletionSource Loaded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Changes the conditions under which the page is viewed.</summary>
    public async Task LookAsync(BrowserView view)
    {
        await CallAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = view.Width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await CallAsync("Emulation.setEmulatedMedia", new()
        {
            ["media"] = view.Print ? "print" : "screen",
            ["features"] = new JsonArray(
                new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = view.Dark ? "dark" : "light" },
                new JsonObject { ["name"] = "forced-colors", ["value"] = view.ForcedColors ? "active" : "none" }),
        });
    }

    /// <summary>Evaluates a JavaScript expression; awaits a promise.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        JsonNode result = await CallAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return result["exceptionDetails"] is { } exception
            ? throw new InvalidOperationException(exception.ToJsonString())
            : result["result"]!["value"].Deserialize<T>(JsonSerializerOptions.Web)!;
    }

    /// <summary>Captures the whole page as a PNG.</summary>
    public async Task ScreenshotAsync(string file)
    {
        JsonNode shot = await CallAsync("Page.captureScreenshot", new() { ["captureBeyondViewport"] = true });
        await File.WriteAllBytesAsync(file, Convert.FromBase64String((string)shot["data"]!));
    }

    internal Task<JsonNode> CallAsync(string method, JsonObject? parameters = null) => _browser.CallAsync(method, parameters, _session);

    internal void Hear(string method, JsonNode parameters)
    {
        if (method == "Page.loadEventFired")
            Loaded.TrySetResult();
        else if (method == "Runtime.exceptionThrown")
            _faults.Enqueue("exception: " + parameters["exceptionDetails"]!.ToJsonString());
        else if (method == "Runtime.consoleAPICalled" && (string)parameters["type"]! == "error")
            _faults.Enqueue("console: " + parameters["args"]!.ToJsonString());
        else if (method == "Log.entryAdded" && (string)parameters["entry"]!["level"]! == "error")
            _faults.Enqueue("log: " + parameters["entry"]!.ToJsonString());
        else if (method == "Network.requestWillBeSent" && !IsLocal((string)parameters["request"]!["url"]!))
            _faults.Enqueue("request: " + (string)parameters["request"]!["url"]!);
    }

    private static bool IsLocal(string url) => url.StartsWith("file:", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal);
}
