using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AttX.Nn.Serialization;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

/// <summary>Tests folders of somebody else whose files were changed, their hashes with them: each ends in one line that names the file.</summary>
public sealed class HostileRunTests(HostileRunTests.HostileRun run) : IClassFixture<HostileRunTests.HostileRun>
{
    [Theory]
    [InlineData("predictions.csv", 4, "NaN", "line 3: not a prediction")]
    [InlineData("predictions.csv", 5, "1e308", "line 3: not a prediction")]
    [InlineData("predictions.csv", 2, "9", "line 3: not a prediction")]
    [InlineData("predictions.csv", -1, "", "line 2: no window")]
    [InlineData("predictions.csv", -2, "p_2", "of 3 classes, and the run has 2")]
    [InlineData("attention.csv", 0, "NaN", "line 3: not the theta of a window that was predicted")]
    [InlineData("attention.csv", 1, "99", "line 3: not the theta of a window that was predicted")]
    [InlineData("starts.csv", 6, "NaN", "line 3: not a prediction of a window of this recording")]
    [InlineData("control.csv", 5, "inf", "line 3: not counts")]
    public void A_table_with_impossible_cells_is_refused(string file, int column, string cell, string error) => AssertRefused(file, text =>
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        return string.Join('\n', column switch
        {
            -1 => lines[..1],
            -2 => [$"{lines[0]},{cell}", .. lines.Skip(1).Select(line => line + ",0")],
            _ => lines.Select((line, i) => i == 2 ? string.Join(',', line.Split(',').Select((c, at) => at == column ? cell : c)) : line),
        }) + "\n";
    }, error);

    [Theory]
    [InlineData(null, "not a fold's history")]
    [InlineData("../x", "is not the name of a file")]
    [InlineData("/dev/zero", "is not the name of a file")]
    public void A_history_with_nulls_or_paths_is_refused(string? name, string error) => AssertRefused("history.json", text =>
    {
        JsonNode json = JsonNode.Parse(text)!;
        if (name == null)
            json["epochs"]!["model.safetensors"]![0] = null;
        else
            json["sha256"]![name] = "aa";
        return json.ToJsonString();
    }, error, rehashes: false);

    [Theory]
    [InlineData("null", "windows")]
    [InlineData("[null,null,null]", "null in a list")]
    [InlineData("""[{"startSeconds":0,"label":7,"trueClassProbability":0},{"startSeconds":0,"label":7,"trueClassProbability":0},{"startSeconds":0,"label":7,"trueClassProbability":0}]""", "not among those that were predicted")]
    public void Examples_that_are_none_are_refused(string places, string error)
    {
        SafeTensorsFile file = SafeTensors.Read(new MemoryStream(run.Content("examples.safetensors")));
        using var changed = new MemoryStream();
        SafeTensors.Write(changed, file.Tensors, new Dictionary<string, string> { ["attx.examples"] = places });
        AssertRefused("examples.safetensors", changed.ToArray(), error);
    }

    [Fact]
    public void A_run_of_more_people_than_folds_can_be_made_of_is_refused()
    {
        byte[] before = File.ReadAllBytes(run.Path("run.json"));
        JsonNode json = JsonNode.Parse(before)!;
        json["data"] = new JsonObject(Enumerable.Range(0, 60_000).Select(i => KeyValuePair.Create($"S{i}", (JsonNode?)"aa")));
        File.WriteAllText(run.Path("run.json"), json.ToJsonString());
        CommandRun report = CommandRun.Of("report", run.Path(), "--format", "csv");
        File.WriteAllBytes(run.Path("run.json"), before);
        Assert.Equal((App.Failed, 1), (report.ExitCode, report.ErrorLines.Length));
        Assert.Contains("run.json: damaged", report.Error);
        Assert.Contains("60000 subjects, and a run has at most 4096", report.Error);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/full")]
    public void A_device_is_no_model(string device)
    {
        Assert.SkipUnless(File.Exists(device), $"No {device} here.");
        Assert.Equal($"attx: {device}: is no regular file. Copy its content to one.", Assert.Single(CommandRun.Of("evaluate", device, run.Path()).ErrorLines));
    }

    private void AssertRefused(string file, Func<string, string> change, string error, bool rehashes = true) =>
        AssertRefused(file, Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(run.Content(file)))), error, rehashes);

    private void AssertRefused(string file, byte[] content, string error, bool rehashes = true)
    {
        using IDisposable changed = run.Change(file, content, rehashes);
        using var page = new TemporaryFolder();
        CommandRun report = CommandRun.Of("report", run.Path(), "--out", page["page.html"]);
        Assert.Equal((App.Failed, 1), (report.ExitCode, report.ErrorLines.Length));
        Assert.Contains(error, report.Error);
        Assert.DoesNotContain("unexpected", report.Error);
        Assert.Contains("S2", report.Error);
    }

    /// <summary>A run whose folds have every kind of file.</summary>
    public sealed class HostileRun : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public HostileRun(CohortFixture cohort) => Assert.Equal(App.Done, CommandRun.Of(
            cohort.Loso(_folder["run"], "--normalise", "running+train", "--filter", "causal", "--sensor-dropout", "0.3")).ExitCode);

        internal string Path(params string[] parts) => _folder[["run", .. parts]];

        internal byte[] Content(string file) => File.ReadAllBytes(Path("folds", "S2", file));

        /// <summary>Changes a file of a fold and its hash, until disposed.</summary>
        internal IDisposable Change(string file, byte[] content, bool rehashes)
        {
            (byte[] before, byte[] history) = (Content(file), Content("history.json"));
            File.WriteAllBytes(Path("folds", "S2", file), content);
            if (rehashes)
            {
                JsonNode json = JsonNode.Parse(history)!;
                if (json["sha256"]!.AsObject().ContainsKey(file))
                    json["sha256"]![file] = Convert.ToHexStringLower(SHA256.HashData(content));
                File.WriteAllText(Path("folds", "S2", "history.json"), json.ToJsonString());
            }

            return new Restoration(() =>
            {
                File.WriteAllBytes(Path("folds", "S2", "history.json"), history);
                File.WriteAllBytes(Path("folds", "S2", file), before);
            });
        }

        public void Dispose() => _folder.Dispose();

        private sealed class Restoration(Action restore) : IDisposable
        {
            public void Dispose() => restore();
        }
    }
}
