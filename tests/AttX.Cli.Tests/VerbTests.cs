using System.Text.Json;
using AttX.Options;
using AttX.Testing;

namespace AttX.Cli.Tests;

public sealed class VerbTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("attx loso WESAD --out runs/wesad")]
    [InlineData("attx synth --out cohort", "synth")]
    [InlineData("attx inspect WESAD.zip --json", "inspect")]
    [InlineData("attx dataset init study", "dataset", "init")]
    [InlineData("attx loso WESAD --out runs/wesad --resume", "loso")]
    [InlineData("attx status runs/paper --json", "status")]
    [InlineData("attx convert WESAD --to bids --device wrist --out wesad-bids", "convert")]
    [InlineData("attx features WESAD --out features.csv", "features")]
    [InlineData("attx demo", "demo")]
    [InlineData("attx verify runs/wesad WESAD --retrain S2", "verify")]
    [InlineData("attx evaluate runs/wesad/folds/S2/model.safetensors OTHER", "evaluate")]
    public void Help_shows_examples(string example, params string[] verb)
    {
        CommandRun help = CommandRun.Of([.. verb, "--help"]);
        Assert.Equal((App.Done, ""), (help.ExitCode, help.Error));
        Assert.Contains("  " + example, help.Output);
    }

    [Fact]
    public void The_manual_page_and_completion_know_every_verb()
    {
        string page = CommandRun.Of("man").Output;
        foreach (string text in new[] { ".SH NAME", ".SS attx loso DATA", ".SS attx dataset init FOLDER", ".B \\-\\-epochs N", "attx loso WESAD \\-\\-out runs/wesad \\-\\-resume" })
            Assert.Contains(text, page);
        Assert.DoesNotContain("\n.\n", page);
        Assert.Contains("complete -o default -F _attx attx", CommandRun.Of("completion", "bash").Output);
        Assert.Contains("compdef _attx attx", CommandRun.Of("completion", "zsh").Output);
        Assert.Contains("SHELL must be bash or zsh, got fish.", Assert.Single(CommandRun.Of("completion", "fish").ErrorLines));
        Assert.Contains("--epochs", CommandRun.Of("[suggest:12]", "attx loso --ep").OutputLines);
    }

    [Fact]
    public void Help_names_every_option_of_a_run()
    {
        string help = CommandRun.Of("loso", "--help").Output;
        Assert.All(OptionTable.All, option => Assert.Contains("--" + option.Name, help));
    }

    [Theory]
    [InlineData]
    [InlineData("bogus")]
    [InlineData("loso")]
    [InlineData("evaluate", "model.safetensors")]
    [InlineData("synth")]
    [InlineData("convert", "data", "--to", "bids")]
    [InlineData("convert", "data", "--to", "matlab", "--out", "x")]
    [InlineData("synth", "--out", "x", "--minutes", "1")]
    [InlineData("synth", "--out", "x", "--subjects", "0")]
    public void Wrong_usage_is_one_line_and_exit_2(params string[] args)
    {
        CommandRun run = CommandRun.Of(args);
        Assert.Equal((App.WrongUsage, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("attx: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lso WESAD --out runs/a --epochs 5", "attx: lso is not a verb; did you mean loso? See attx --help.")]
    [InlineData("help lso", "attx: lso is not a verb; did you mean loso? See attx --help.")]
    [InlineData("dataset ini study", "attx: ini is not a verb; did you mean init? See attx dataset --help.")]
    [InlineData("dataset init study more", "attx: more: attx dataset init does not take this argument. See attx dataset init --help.")]
    [InlineData("--verbos", "attx: attx has no option --verbos; did you mean --verbose? See attx --help.")]
    [InlineData("loso WESAD --out runs/a --epoch=5 --sed 2", "attx: attx loso has no option --epoch; did you mean --epochs? See attx loso --help.")]
    [InlineData("status runs/a S2", "attx: S2: attx status does not take this argument. See attx status --help.")]
    public void The_first_unknown_word_is_named_with_the_nearest_known_one(string line, string error)
    {
        CommandRun run = CommandRun.Of(line.Split(' '));
        Assert.Equal((App.WrongUsage, error), (run.ExitCode, Assert.Single(run.ErrorLines)));
    }

    [Theory]
    [InlineData("loso", "attx loso needs DATA and --out RUN.")]
    [InlineData("loso WESAD --out runs/a --workers abc", "--workers must be a whole number up to 2147483647, got abc.")]
    [InlineData("predict m.attx a.csv --out b.csv --rate x", "--rate must be a number, got x.")]
    [InlineData("loso WESAD --out runs/a --epochs", "--epochs needs a value: --epochs N.")]
    [InlineData("report runs/a --format pdf", "--format must be html, csv, latex or markdown, got pdf.")]
    [InlineData("dataset", "attx dataset needs a verb: init.")]
    public void Wrong_usage_is_said_in_the_words_of_the_help(string line, string problem)
    {
        string[] words = line.Split(' ');
        Assert.Equal($"attx: {problem} See attx {words[0]} --help.", Assert.Single(CommandRun.Of(words).ErrorLines));
    }

    [Theory]
    [InlineData("import weights --out a.attx --epochs 5", "attx import has no option --epochs")]
    [InlineData("import weights --out a.attx --skip-bad-windows", "attx import has no option --skip-bad-windows")]
    [InlineData("train WESAD --out a.attx --decision vote", "attx train has no option --decision")]
    [InlineData("bench --epochs 5", "attx bench has no option --epochs")]
    public void An_option_that_a_verb_would_ignore_is_refused(string line, string error) =>
        Assert.StartsWith($"attx: {error}; did you mean ", Assert.Single(CommandRun.Of(line.Split(' ')).ErrorLines), StringComparison.Ordinal);

    [Theory]
    [InlineData("help")]
    [InlineData("help loso", "loso")]
    [InlineData("help help", "help")]
    public void Help_is_a_verb_too(string line, params string[] verb) =>
        Assert.Equal(CommandRun.Of([.. verb, "--help"]), CommandRun.Of(line.Split(' ')));

    [Fact]
    public void Help_prints_each_default_from_its_definition()
    {
        string help = CommandRun.Of("loso", "--help").Output;
        foreach (string text in new[] { "[default: chest]", "[default: ecg,eda (chest), bvp,eda (wrist)]", "[default: 256 (chest), 64 (wrist)]", "[default: 100]", "[default: 32,64,128]" })
            Assert.Contains(text, string.Join(' ', help.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Synth_does_not_overwrite() => Assert.Contains("is not empty", Assert.Single(CommandRun.Of("synth", "--out", cohort.Path).ErrorLines));

    [Fact]
    public void Inspect_lists_channels_and_labels()
    {
        CommandRun run = CommandRun.Of("inspect", cohort.Path);
        Assert.Equal(App.Done, run.ExitCode);
        foreach (string text in new[] { "S2: baseline", "S4:", "chest ECG", "wrist BVP", "700 Hz" })
            Assert.Contains(text, run.Output);
    }

    [Fact]
    public void Inspect_prints_json()
    {
        using JsonDocument json = JsonDocument.Parse(CommandRun.Of("inspect", cohort.Path, "--json").Output);
        JsonElement subject = json.RootElement.GetProperty("subjects")[0];
        Assert.True(subject.GetProperty("labelledSeconds").GetProperty("stress").GetDouble() > 20);
        JsonElement ecg = subject.GetProperty("channels").EnumerateArray().First(c => c.GetProperty("name").GetString() == "ECG");
        Assert.Equal(700, ecg.GetProperty("samplingRateHz").GetInt32());
        Assert.Equal(0, ecg.GetProperty("quality").GetProperty("missing").GetInt32());
        Assert.True(ecg.GetProperty("windows").GetProperty("count").GetInt32() > ecg.GetProperty("windows").GetProperty("bad").GetInt32());
        Assert.Equal(0, ecg.GetProperty("windows").GetProperty("flaws").GetProperty("gap").GetInt32());
    }

    [Fact]
    public void Inspect_writes_a_page_on_request()
    {
        CommandRun run = CommandRun.Of("inspect", Path.Combine(cohort.Path, "S2", "S2.pkl"), "--report", _folder["page.html"]);
        Assert.Equal((App.Done, CommandRun.Of("inspect", Path.Combine(cohort.Path, "S2", "S2.pkl")).Output), (run.ExitCode, run.Output));
        string page = File.ReadAllText(_folder["page.html"]);
        foreach (string text in new[] { "S2, chest", "S2, wrist", "Heart rate by ECG", "Features by condition" })
            Assert.Contains(text, page);
        Assert.Contains("exists already", Assert.Single(CommandRun.Of("inspect", cohort.Path, "--report", _folder["page.html"]).ErrorLines));
        Assert.Equal(App.Done, CommandRun.Of("inspect", Path.Combine(cohort.Path, "S2", "S2.pkl"), "--report", _folder["page.html"], "--force").ExitCode);
    }

    [Fact]
    public void Inspect_reports_an_unreadable_subject_and_goes_on()
    {
        Copy("S2");
        Copy("S3");
        File.WriteAllText(_folder["data", "S3", "S3.pkl"], "not a pickle");
        CommandRun run = CommandRun.Of("inspect", _folder["data"]);
        Assert.Equal(App.Done, run.ExitCode);
        Assert.Contains("S3: unreadable", run.Output);
        Assert.Contains("problem: ", run.Output);
        Assert.Contains("chest ECG", run.Output);
    }

    [Fact]
    public void Inspect_fails_if_nothing_can_be_read()
    {
        Copy("S2");
        File.WriteAllText(_folder["data", "S2", "S2.pkl"], "not a pickle");
        CommandRun run = CommandRun.Of("inspect", _folder["data"]);
        Assert.Equal(App.Failed, run.ExitCode);
        Assert.Contains("no subject could be read", Assert.Single(run.ErrorLines));
    }

    private void Copy(string subject)
    {
        Directory.CreateDirectory(_folder["data", subject]);
        File.Copy(Path.Combine(cohort.Path, subject, subject + ".pkl"), _folder["data", subject, subject + ".pkl"]);
    }
}
