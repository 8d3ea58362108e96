using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AttX.Testing;

/// <summary>Conditions under which a page is viewed.</summary>
/// <param name="Width">Of the window, in CSS pixels.</param>
/// <param name="Dark">Whether the reader prefers dark colours.</param>
/// <param name="Print">Whether it is printed rather than shown on a screen.</param>
/// <param name="ForcedColors">Whether the reader's system imposes its colours.</param>
public sealed record BrowserView(int Width = 1000, bool Dark = false, bool Print = false, bool ForcedColors = false);

/// <summary>
/// A headless Chromium, driven over its DevTools protocol, for tests of what a reader of a local page would see.
/// Found as <c>ATTX_CHROMIUM</c> or on the PATH.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _profile = new();
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly Dictionary<int, TaskCompletionSource<JsonNode>> _pending = [];
    private readonly Dictionary<string, BrowserPage> _pages = [];
    private readonly Lock _gate = new();
    private Task _listening = Task.CompletedTask;
    private int _calls;

    private Browser(string executable) => _process = Process.Start(new ProcessStartInfo(executable,
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={_profile.FullPath}", "about:blank",
    ])
    { RedirectStandardError = true, RedirectStandardOutput = true })!;

    /// <summary>Path of the browser's program, or null where there is none.</summary>
    public static string? Executable { get; } = Environment.GetEnvironmentVariable("ATTX_CHROMIUM") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Starts a browser with an empty profile of its own.</summary>
    public static async Task<Browser> StartAsync()
    {
        Browser browser = new(Executable ?? throw new InvalidOperationException("No Chromium: test Browser.Executable and skip."));
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a local file and waits until it has loaded.</summary>
    public async Task<BrowserPage> OpenAsync(string file, BrowserView view)
    {
        string target = (string)(await CallAsync("Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!;
        string session = (string)(await CallAsync("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        BrowserPage page = new(this, session);
        lock (_gate)
            _pages[session] = page;
        foreach (string domain in new[] { "Page", "Runtime", "Network", "Log" })
            await page.CallAsync(domain + ".enable");
        await page.LookAsync(view);
        await page.CallAsync("Page.navigate", new() { ["url"] = new Uri(Path.GetFullPath(file)).AbsoluteUri });
        await page.Loaded.Task.WaitAsync(Patience);
        return page;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Asked first: a browser that exits by itself leaves no process behind that still writes to the profile.
        Task ended = _process.WaitForExitAsync();
        if (_socket.State == WebSocketState.Open)
            await Task.WhenAny(CallAsync("Browser.close"), ended);
        await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(10)));
        _process.Kill(entireProcessTree: true);
        await ended;
        _process.Dispose();
        await _listening;
        _socket.Dispose();
        _profile.Dispose();
    }

    internal async Task<JsonNode> CallAsync(string method, JsonObject? parameters = null, string? session = null)
    {
        TaskCompletionSource<JsonNode> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int id = Interlocked.Increment(ref _calls);
        lock (_gate)
            _pending[id] = answer;
        JsonObject call = new() { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session != null)
            call["sessionId"] = session;
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes<JsonNode>(call), WebSocketMessageType.Text, true, CancellationToken.None);
        JsonNode reply = await answer.Task.WaitAsync(Patience);
        return reply["result"] ?? throw new InvalidOperationException($"{method}: {reply["error"]}");
    }

    private async Task ConnectAsync()
    {
        const string Announcement = "DevTools listening on ";
        while (await _process.StandardError.ReadLineAsync().WaitAsync(Patience) is { } line)
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                _process.BeginOutputReadLine();
                _ = _process.StandardError.ReadToEndAsync();
                await _socket.ConnectAsync(new(line[Announcement.Length..]), CancellationToken.None);
                _listening = ListenAsync();
                return;
            }

        throw new InvalidOperationException($"{Executable} ended without offering its DevTools.");
    }

    /// <summary>Passes responses to their callers and events to their page, until the browser exits.</summary>
    private async Task ListenAsync()
    {
        try
        {
            byte[] buffer = new byte[1 << 16];
            while (true)
            {
                using MemoryStream message = new();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                Deliver(JsonNode.Parse(message.ToArray())!);
            }
        }
        catch (WebSocketException)
        {
            // The browser has been ended.
        }
    }

    private void Deliver(JsonNode message)
    {
        lock (_gate)
            if (message["id"] is { } id && _pending.Remove((int)id, out TaskCompletionSource<JsonNode>? answer))
                answer.SetResult(message);
            else if (message["sessionId"] is { } session && _pages.TryGetValue((string)session!, out BrowserPage? page))
                page.Hear((string)message["method"]!, message["params"]!);
    }
}
