using System.Globalization;
using System.Text;
using AttX.Testing;

namespace AttX.Cli.Tests.Folder;

/// <summary>From a folder of one's own recordings to scores: init, inspect, loso.</summary>
public sealed class OwnFolderTests : IDisposable
{
    private const int RateHz = 64, SpanSeconds = 15;
    private static readonly string[] Labels = ["rest", "sums", "talk"];

    private readonly TemporaryFolder _folder = new();

    public OwnFolderTests()
    {
        Directory.CreateDirectory(_folder["study"]);
        var spans = new StringBuilder("subject,start,end,label\n");
        foreach (string subject in new[] { "P1", "P2", "P10" })
        {
            for (int i = 0; i < Labels.Length; i++)
                spans.Append(CultureInfo.InvariantCulture, $"{subject},{i * SpanSeconds},{(i + 1) * SpanSeconds},{Labels[i]}\n");
            float[] noise = Golden.Hashed(subject, Labels.Length * SpanSeconds * RateHz, -1, 1);
            File.WriteAllText(_folder["study", subject + ".csv"], "time_s,bvp,eda_uS\n" + string.Concat(noise.Select((x, i) => string.Create(
                CultureInfo.InvariantCulture, $"{(double)i / RateHz},{(20 * Math.Sin(0.11 * i)) + x:F3},{4 + (i / (SpanSeconds * RateHz)) + (0.1 * x):F3}\n"))));
        }

        File.WriteAllText(_folder["study", "labels.csv"], spans.ToString());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_becomes_a_dataset_is_inspected_and_scored()
    {
        CommandRun init = CommandRun.Of("dataset", "init", _folder["study"]);
        Assert.Equal((App.Done, ""), (init.ExitCode, init.Error));
        Assert.Contains("  subjects: 3 (P1, P2, P10), as {subject}.csv", init.OutputLines);
        Assert.Contains("  labels: rest, sums, talk, from labels.csv", init.OutputLines);
        Assert.Equal($"Next: edit it (docs/data.md, \"Your own recordings\"), then: attx inspect {_folder["study"]}", init.OutputLines[^1]);
        Assert.Contains("exists already", Assert.Single(CommandRun.Of("dataset", "init", _folder["study"]).ErrorLines));

        CommandRun inspect = CommandRun.Of("inspect", _folder["study"]);
        Assert.Contains("P10: rest 15 s, sums 15 s, talk 15 s", inspect.OutputLines);
        Assert.Equal("Tasks (--task): labels (rest, sums, talk)", inspect.OutputLines[^1]);

        string path = _folder["study", "dataset.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"tasks\": [", """
            "tasks": [{"name": "load", "classes": ["rest", "load"], "labels": {"rest": "rest", "sums": "load"}},
                       {"name": "nap", "classes": ["awake", "asleep"], "labels": {"rest": "awake", "nap": "asleep"}},
            """));
        string[] loso = ["loso", _folder["study"], "--device", "wrist", "--epochs", "1", "--widths", "8,8,8", "--window", "5", "--workers", "1", "--no-cache"];
        CommandRun run = CommandRun.Of([.. loso, "--out", _folder["run"], "--json"]);
        Assert.Equal(App.Done, run.ExitCode);
        Assert.Contains("\"load\"", run.Output);
        Assert.Contains("No subject has a window of class asleep, which the labels nap make", string.Join(' ', CommandRun.Of([.. loso, "--out", _folder["nap"], "--task", "nap"]).ErrorLines));
    }

    [Fact]
    public void A_signal_that_cannot_be_read_does_not_hide_the_others()
    {
        string path = _folder["study", "P1.csv"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("eda_uS", "eda", StringComparison.Ordinal));
        Assert.Contains("P1: eda does not say its unit", CommandRun.Of("dataset", "init", _folder["study"]).Output);
        CommandRun inspect = CommandRun.Of("inspect", _folder["study"]);
        Assert.Equal("P1: rest 15 s, sums 15 s, talk 15 s", inspect.OutputLines[0]);
        Assert.Contains("For --unit, dataset.json has the key \"units\".", Assert.Single(inspect.OutputLines, l => l.StartsWith("  problem: P1: eda", StringComparison.Ordinal)));
    }
}
