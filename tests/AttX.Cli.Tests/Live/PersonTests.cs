using System.Text.Json.Nodes;
using AttX.Testing;

namespace AttX.Cli.Tests.Live;

/// <summary><c>--person</c>, and what <c>predict</c> and <c>stream</c> say that estimates rest on.</summary>
public sealed class PersonTests(CohortFixture cohort) : IDisposable
{
    private static readonly string[] Whole = ["--normalise", "session"];
    private static readonly string[] Causal = ["--filter", "causal", "--normalise", "running", "--eda", "log", "--settle", "20"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_session_starts_from_the_first_live_as_offline()
    {
        string model = Model(Causal), anna = _folder["anna.json"], bert = _folder["bert.json"];
        CommandRun first = Stream(model, "--person", anna), alone = Stream(model);
        Assert.Equal(alone.OutputLines.Select(Essence), first.OutputLines.Select(Essence));
        Assert.Contains("estimates rest on what the session has heard so far", first.ErrorLines);
        Assert.Contains($"{anna}: updated, 240 s heard in all.", first.ErrorLines);

        CommandRun offline = Predict("first.csv", model, "--person", bert);
        Assert.Contains($"{bert}: updated, 240 s heard in all.", offline.ErrorLines);
        Assert.Equal(File.ReadAllText(anna), File.ReadAllText(bert));

        CommandRun second = Stream(model, "--person", anna);
        Assert.Contains("estimates rest on what the person's earlier sessions heard: 240 s", second.ErrorLines);
        Assert.NotEqual(first.OutputLines.Select(Essence), second.OutputLines.Select(Essence));
        Predict("second.csv", model, "--person", bert);
        Assert.Equal("running+trained-on", Basis("first.csv"));
        Assert.Equal("person+trained-on", Basis("second.csv"));
        Assert.Equal(second.OutputLines.Select(line => JsonNode.Parse(line)!["probabilities"]!["stress"]).OfType<JsonNode>().Select(p => $"{p.GetValue<float>()}"),
            Rows("second.csv").Where(cells => cells[5].Length > 0).Select(cells => $"{float.Parse(cells[5])}").Take(second.OutputLines.Count(HasEstimate)));
        Assert.Equal(File.ReadAllText(anna), File.ReadAllText(bert));
    }

    [Fact]
    public void A_model_of_whole_sessions_takes_the_person_in_place_of_the_recording()
    {
        string model = Model(Whole), anna = _folder["anna.json"];
        CommandRun first = Predict("first.csv", model, "--person", anna), second = Predict("second.csv", model, "--person", anna, "--report", _folder["page.html"]);
        Assert.Equal("recording+trained-on", Basis("first.csv"));
        Assert.Equal("person+trained-on", Basis("second.csv"));
        Assert.Contains("Mean and deviation are from the whole recording.", first.Output);
        Assert.Contains("what the person's earlier sessions heard", File.ReadAllText(_folder["page.html"]));
        Assert.Contains("S3: among the model's training recordings; its estimates say nothing about new ones.", second.Output);
        CommandRun stream = Stream(model, "--person", anna);
        Assert.Contains("measured with filter zero-phase, and here it is causal", Assert.Single(stream.ErrorLines, l => l.StartsWith("attx: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_session_model_warns_of_a_recording_of_unknown_content_and_only_then()
    {
        const string Warning = "the model standardises by the whole recording";
        string model = Model(Whole);
        Assert.DoesNotContain(Warning, Predict("whole.csv", model).Output);
        File.WriteAllLines(_folder["calm.csv"], ["time_s,bvp,eda_uS", .. Enumerable.Range(0, 64 * 60).Select(i => FormattableString.Invariant(
            $"{i / 64.0:0.######},{40 * Math.Sin(0.12 * i) + 9 * Math.Sin(0.021 * i):0.####},{4 + Math.Sin(0.01 * i):0.####}"))]);
        CommandRun run = CommandRun.Of("predict", model, _folder["calm.csv"], "--out", _folder["a.csv"], "--report", _folder["a.html"]);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        Assert.Contains(Warning, run.Output);
        Assert.Contains(Warning, File.ReadAllText(_folder["a.html"]));
        Assert.Equal("recording", Basis("a.csv"));
    }

    [Fact]
    public void What_would_be_ignored_or_mixed_up_is_refused_before_the_work()
    {
        Refused("--person would be ignored: the model standardises by the statistics of the people", "predict", Model(["--normalise", "train"]), $"{cohort.Path}/S3");
        Refused("takes one session at a time, got 3 recordings", "predict", Model(Whole), cohort.Path);
        Assert.False(File.Exists(_folder["anna.json"]));

        void Refused(string problem, params string[] args)
        {
            CommandRun run = CommandRun.Of([.. args, "--out", _folder["x.csv"], "--person", _folder["anna.json"]]);
            Assert.Equal(App.WrongUsage, run.ExitCode);
            Assert.Contains(problem, run.Error);
        }
    }

    private static bool HasEstimate(string line) => JsonNode.Parse(line)!["estimate"] != null;

    private static string Essence(string line)
    {
        JsonObject estimate = JsonNode.Parse(line)!.AsObject();
        return $"{estimate["startSeconds"]} {estimate["probabilities"]!.ToJsonString()} {estimate["reasons"]!.ToJsonString()}";
    }

    private CommandRun Stream(string model, params string[] more) =>
        CommandRun.Of(["stream", model, "--source", $"replay:{cohort.Path}/S3@max", "--json", .. more]);

    private CommandRun Predict(string name, string model, params string[] more)
    {
        CommandRun run = CommandRun.Of(["predict", model, $"{cohort.Path}/S3", "--out", _folder[name], .. more]);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        return run;
    }

    private IEnumerable<string[]> Rows(string name) => File.ReadAllLines(_folder[name]).Skip(1).Select(line => line.Split(','));

    private string Basis(string name) => Assert.Single(Rows(name).Select(cells => cells[8]).Where(basis => basis.Length > 0).Distinct());

    private string Model(string[] options)
    {
        string path = _folder[$"model-{string.Concat(options).Length}.attx"];
        if (!File.Exists(path))
            Assert.Equal(App.Done, CommandRun.Of(["train", cohort.Path, "--out", path, "--no-cache", "--device", "wrist", "--rate", "64", "--window", "4",
                "--widths", "8,8,8", "--epochs", "1", .. options]).ExitCode);
        return path;
    }
}
