using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using AttX.Cli.Live;
using AttX.ModelFiles;
using AttX.Signals;
using AttX.Streaming;
using AttX.Streaming.Sources;
using Spectre.Console;

namespace AttX.Cli.Tests.Live;

/// <summary><c>attx stream</c> from recordings and the standard input; sessions themselves are tested in AttX.Streaming.Tests.</summary>
public sealed class StreamTests(CohortFixture cohort) : IDisposable
{
    private readonly WristModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void A_recording_replayed_or_as_lines_with_garbage_between_gives_the_same_estimates()
    {
        CommandRun replayed = CommandRun.Of("stream", _model.Path, "--source", $"replay:{cohort.Path}/S3@max", "--calibration", "20", "--json");
        Assert.Equal(App.Done, replayed.ExitCode);
        string[] expected = [.. replayed.OutputLines.Select(Essence)];
        Assert.Equal(46, expected.Length);
        Assert.Contains(expected, line => line.Contains("stress\",\"probabilities\":{\"non-stress\":", StringComparison.Ordinal));

        string huge = new('x', 1 << 20), control = "1,bvp,\u001b[2J";
        IEnumerable<string> lines = WristModel.Lines(WristModel.Person(cohort)).SelectMany((line, i) =>
            i == 100 ? [huge, "{\"t\":1,\"\\ud800\":[1]}", control, "\0\uffff", line] : (string[])[line]);
        CommandRun fed = Fed(lines, "--calibration", "20", "--json");
        Assert.Equal((App.Done, 4), (fed.ExitCode, fed.ErrorLines.Count(l => l.EndsWith("; it is left out.", StringComparison.Ordinal))));
        Assert.Equal(expected, fed.OutputLines.Select(Essence));
        Assert.All(fed.ErrorLines, line => Assert.True(line.Length < 200 && !line.Any(char.IsControl), line));
        Assert.Contains(fed.ErrorLines, l => l.StartsWith("line 101: longer than 65536 characters", StringComparison.Ordinal));
        Assert.Contains("4 malformed lines left out, 0 chunks dropped", fed.ErrorLines);
        Assert.Equal(4, JsonNode.Parse(fed.OutputLines[^1])!["malformedLines"]!.GetValue<int>());
    }

    [Fact]
    public void A_line_has_time_estimate_confidence_and_reason()
    {
        CommandRun run = Fed(WristModel.Lines(WristModel.Person(cohort)).Take(60), "--calibration", "20");
        Assert.Equal(App.Done, run.ExitCode);
        Assert.Matches(@"^ +0\.0 to +10\.0 s  no estimate +calibrating +\d+\.\d ms$", run.OutputLines[0].TrimEnd('\r'));
        Assert.Matches(@"(?m)^ +\d+\.0 to +\d+\.0 s  (non-)?stress +\d+\.\d %  bvp \d+ %, eda \d+ % +\d+\.\d ms", run.Output);
        Assert.Single(run.OutputLines.Select(line => line.TrimEnd('\r').Length).Distinct());
        Assert.StartsWith("estimates rest on a calibration at the session's start, adapted since: the model was trained on whole sessions", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal("bvp: 3840 samples used, 0 missing, 0 repeated, 0 late", run.ErrorLines[1].TrimEnd('\r'));
    }

    [Fact]
    public void Lost_samples_and_jumps_in_time_cost_only_the_windows_they_touch_and_are_reported()
    {
        string[] lines = [.. WristModel.Lines(WristModel.Person(cohort)).Take(200)];
        for (int second = 80; second < 82; second++)
            lines[second] = $"{{\"t\":{second},\"bvp\":[{string.Join(',', Enumerable.Repeat("null", 64))}],\"eda\":[1e999,1e999,null,null]}}";
        CommandRun run = Fed([.. lines[..120], .. lines[130..150], .. lines[60..70], .. lines[150..]], "--calibration", "20", "--json");
        Assert.Equal(App.Done, run.ExitCode);
        Dictionary<double, string> reasons = run.OutputLines.Select(l => JsonNode.Parse(l)!)
            .ToDictionary(e => e["startSeconds"]!.GetValue<double>(), e => string.Join(',', e["reasons"]!.AsArray().Select(r => r!.GetValue<string>())));
        Assert.All(new[] { 75.0, 80, 115, 120, 125 }, start => Assert.Contains("gap", reasons[start], StringComparison.Ordinal));
        Assert.DoesNotContain("gap", reasons[140] + reasons[155], StringComparison.Ordinal);
        Assert.Contains(run.ErrorLines, l => l.StartsWith("bvp: time jumps ahead from 120 to 130 s", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, l => l.StartsWith("eda: time jumps back from 150 to 60 s", StringComparison.Ordinal));
        Assert.Equal(4, run.ErrorLines.Count(l => l.Contains("time jumps", StringComparison.Ordinal)));
        Assert.Contains(run.ErrorLines, l => l.StartsWith("bvp: 12032 samples used, 768 missing, 640 repeated", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_far_in_the_future_is_left_out_and_reported()
    {
        string[] lines = [.. WristModel.Lines(WristModel.Person(cohort)).Take(100)];
        CommandRun whole = Fed(lines, "--calibration", "20", "--json");
        CommandRun run = Fed([.. lines[..50], WristModel.Second(WristModel.Person(cohort), 10, "bvp", "eda").Replace(":10,", ":1e9,"), .. lines[50..]], "--calibration", "20", "--json");
        Assert.Equal(whole.OutputLines.Select(Essence), run.OutputLines.Select(Essence));
        Assert.Contains("bvp: time jumps ahead from 50 to 1000000000 s; left out unless those that follow agree.", run.ErrorLines);
        Assert.Contains("eda: 400 samples used, 0 missing, 0 repeated, 0 late, 4 at times far from the others'", run.ErrorLines);
        Assert.Equal(64, JsonNode.Parse(run.OutputLines[^1])!["samples"]!["bvp"]!["astray"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(1, 32, "bvp: its time stamps go on at 64 samples a second, --rates says 32 Hz. Say the rate")]
    [InlineData(1, 80, "bvp: its time stamps go on at 64 samples a second, --rates says 80 Hz. Say the rate")]
    [InlineData(1000, 64, "bvp: its time stamps go on at 0.064 samples a second, --rates says 64 Hz. Times must be in seconds; these seem to be milliseconds.")]
    public void A_wrong_rate_or_unit_of_time_ends_it_before_an_estimate(int unit, int rate, string problem)
    {
        Recording person = WristModel.Person(cohort);
        CommandRun run = CommandRun.Fed(WristModel.Text(Enumerable.Range(0, 60).Select(s =>
            WristModel.Second(person, s, "bvp", "eda").Replace($"\"t\":{s},", $"\"t\":{s * unit},"))), "stream", _model.Path, "--source", "stdin", "--rates", $"bvp={rate},eda=4");
        Assert.Equal((App.Failed, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"attx: {problem}", run.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_that_is_a_little_off_is_a_warning_and_losses_and_rounded_stamps_are_none()
    {
        Recording person = WristModel.Person(cohort);
        string[] Of(int rate, Func<int, bool> isLost, Func<int, double> time) => CommandRun.Fed(
            WristModel.Text(Enumerable.Range(0, 60).Where(s => !isLost(s)).Select(s => WristModel.Second(person, s, "bvp", "eda").Replace($"\"t\":{s},", FormattableString.Invariant($"\"t\":{time(s)},")))),
            "stream", _model.Path, "--source", "stdin", "--rates", $"bvp={rate},eda=4").ErrorLines;
        Assert.Contains("bvp: its time stamps go on at 64 samples a second, --rates says 56 Hz; estimates suffer from it. Say the rate", string.Join('\n', Of(56, _ => false, s => s)), StringComparison.Ordinal);
        Assert.DoesNotContain("--rates says", string.Join('\n', Of(64, s => s is 1 or 3 or 4, s => s)), StringComparison.Ordinal);
        Assert.DoesNotContain("--rates says", string.Join('\n', Of(64, _ => false, s => s + (s % 2 == 0 ? 0.3 : 0))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signal_that_ends_early_gives_a_gap()
    {
        Recording person = WristModel.Person(cohort);
        CommandRun run = Fed(Enumerable.Range(0, 60).Select(s => WristModel.Second(person, s, s < 30 ? ["bvp", "eda"] : ["bvp"])));
        Assert.Equal(App.Done, run.ExitCode);
        Assert.Contains("gap", run.OutputLines[^1], StringComparison.Ordinal);
        Assert.StartsWith("    45.0 to", run.OutputLines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(App.WrongUsage, "must be replay:", "nowhere")]
    [InlineData(App.WrongUsage, "must be replay:", "stdin:x")]
    [InlineData(App.WrongUsage, "must be replay:", "replay:")]
    [InlineData(App.WrongUsage, "above 0, or max", "replay:a.csv@0")]
    [InlineData(App.WrongUsage, "port must be a number from 0", "udp:70000")]
    [InlineData(App.WrongUsage, "port must be a number from 1", "tcp:localhost:0")]
    [InlineData(App.WrongUsage, "port must be a number", "tcp:localhost")]
    [InlineData(App.WrongUsage, "in digits", "udp:nowhere:9000")]
    [InlineData(App.WrongUsage, "names no host", "tcp:9000")]
    [InlineData(App.Failed, "absent.csv", "replay:absent.csv")]
    [InlineData(App.Failed, "absent@fast.csv", "replay:absent@fast.csv")]
    [InlineData(App.Failed, "ended before a sample of bvp or eda came", "stdin", "--rates", "bvp=64,eda=4")]
    [InlineData(App.Failed, "UDP 192.0.2.1:9000: cannot listen", "udp:192.0.2.1:9000", "--rates", "bvp=64,eda=4")]
    [InlineData(App.Failed, "nowhere.invalid, port 80: cannot connect", "tcp:nowhere.invalid:80", "--rates", "bvp=64,eda=4")]
    [InlineData(App.WrongUsage, "--rates bvp=64,eda=4; got none", "stdin")]
    [InlineData(App.WrongUsage, "got bvp=64", "stdin", "--rates", "bvp=64")]
    [InlineData(App.WrongUsage, "no others", "stdin", "--rates", "bvp=64,eda=4,ecg=700")]
    [InlineData(App.WrongUsage, "in whole Hz", "stdin", "--rates", "bvp=64,eda=fast")]
    [InlineData(App.WrongUsage, "each signal once", "stdin", "--rates", "bvp=64,bvp=64")]
    [InlineData(App.WrongUsage, "needs more than 16 Hz", "stdin", "--rates", "bvp=8,eda=4")]
    [InlineData(App.WrongUsage, "CalibrationSeconds must be above 0", "stdin", "--rates", "bvp=64,eda=4", "--calibration", "0")]
    [InlineData(App.WrongUsage, "--silence must be above 0", "stdin", "--rates", "bvp=64,eda=4", "--silence", "0")]
    [InlineData(App.WrongUsage, "belong to --source replay", "stdin", "--rates", "bvp=64,eda=4", "--unit", "eda=uS")]
    [InlineData(App.WrongUsage, "--reconnect must be from 0 to a day (86400), got -1", "tcp:localhost:80", "--rates", "bvp=64,eda=4", "--reconnect", "-1")]
    [InlineData(App.WrongUsage, "--reconnect belongs to --source tcp", "stdin", "--rates", "bvp=64,eda=4", "--reconnect", "5")]
    [InlineData(App.WrongUsage, "belong to stdin, udp and tcp", "replay:a.csv", "--rates", "bvp=64,eda=4")]
    public void A_failure_is_one_line(int code, string problem, string source, params string[] more)
    {
        CommandRun run = CommandRun.Of(["stream", _model.Path, "--source", source, .. more]);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(problem, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_that_are_taken_or_dead_are_named()
    {
        using var taken = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)taken.Client.LocalEndPoint!).Port;
        CommandRun run = CommandRun.Of("stream", _model.Path, "--source", $"udp:{port}", "--rates", "bvp=64,eda=4");
        Assert.Equal(App.Failed, run.ExitCode);
        Assert.StartsWith($"attx: UDP 127.0.0.1:{port}: cannot listen", Assert.Single(run.ErrorLines), StringComparison.Ordinal);

        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        run = CommandRun.Of("stream", _model.Path, "--source", $"tcp:127.0.0.1:{port}", "--rates", "bvp=64,eda=4");
        Assert.Equal(App.Failed, run.ExitCode);
        Assert.StartsWith($"attx: 127.0.0.1, port {port}: cannot connect", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_pipe_ends_it_quietly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes end otherwise there");
        using Process process = CommandRun.Start(cohort.Path, "stream", _model.Path, "--source", "replay:S3@20");
        Assert.Contains("calibrating", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        process.StandardOutput.Close();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(App.Done, process.ExitCode);
        Assert.DoesNotContain("attx:", error, StringComparison.Ordinal);
        Assert.DoesNotContain("bvp: 15360 samples used", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_terminal_shows_signals_course_and_counts_and_is_restored()
    {
        var recording = WristModel.Person(cohort);
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        (console.Profile.Width, console.Profile.Height) = (70, 30);
        using var replay = new ReplaySource(recording, 1) { Speed = double.PositiveInfinity };
        var view = new LiveView(console, "replay:S3", replay.Channels, "stress");
        view.Warn("eda: a warning");
        using var summary = new StringWriter();
        await new StreamRun("replay:S3", replay, replay.Channels, view).Run(
            new StreamingModel(new Ensemble([WristModel.Model])), new SessionOptions { CalibrationSeconds = 20 }, null, summary, TestContext.Current.CancellationToken);
        string shown = text.ToString();
        Assert.StartsWith("\u001b[?25l", shown, StringComparison.Ordinal);
        Assert.EndsWith("\u001b[?25h", shown, StringComparison.Ordinal);
        string[] last = [.. shown[shown.LastIndexOf("attx stream", StringComparison.Ordinal)..].Split('\n').Select(line => line.TrimEnd())];
        Assert.All(last, line => Assert.InRange(line.Length, 0, 75));
        Assert.Matches("^bvp, 10 s +[▁▂▃▄▅▆▇█]{54}$", last[1]);
        Assert.Matches("^eda, 10 s +[▁▂▃▄▅▆▇█]{40}$", last[2]);
        Assert.Matches("^stress, 0 to 1 ·+[▁▂▃▄▅▆▇█]", last[3]);
        Assert.StartsWith("now            225.0 to 235.0 s: ", last[4], StringComparison.Ordinal);
        Assert.Contains(last, line => line.EndsWith("bvp: 15360 samples used, 0 missing, 0 repeated, 0 late", StringComparison.Ordinal));
        Assert.Contains("warning        eda: a warning", last);
        Assert.StartsWith("bvp: 15360 samples used", summary.ToString(), StringComparison.Ordinal);
    }

    private CommandRun Fed(IEnumerable<string> lines, params string[] more) =>
        CommandRun.Fed(WristModel.Text(lines), ["stream", _model.Path, "--source", "stdin", "--rates", "bvp=64,eda=4", .. more]);

    /// <summary>Returns an estimate's content, without its latency and earlier losses.</summary>
    private static string Essence(string line)
    {
        JsonObject json = JsonNode.Parse(line)!.AsObject();
        foreach (string member in new[] { "latencyMilliseconds", "malformedLines", "samples" })
            Assert.True(json.Remove(member), $"{member} is missing");
        return json.ToJsonString(JsonSerializerOptions.Default);
    }
}
