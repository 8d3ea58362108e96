using System.Text;
using AttX.Cli.Views;
using AttX.Testing;

namespace AttX.Cli.Tests.Shell;

/// <summary>Text of files is shown on a terminal, which must not obey it.</summary>
public sealed class PlainTextTests : IDisposable
{
    private const string Hostile = "a\u001b[2J\u202e\u2066b\r\u009bc\u2028";
    private const string Shown = "a\\u001B[2J\\u202E\\u2066b\\u000D\\u009Bc\\u2028";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("µS, 10 s\tθ\n", "µS, 10 s\tθ\n")]
    [InlineData("a line of Windows\r\n", "a line of Windows\r\n")]
    [InlineData(Hostile, Shown)]
    public void What_a_terminal_obeys_is_escaped_and_nothing_else(string text, string expected) => Assert.Equal(expected, PlainText.Of(text));

    [Fact]
    public void Names_and_annotations_of_recordings_are_escaped_in_tables_and_json()
    {
        string header = Hostile.Replace("\r", "", StringComparison.Ordinal), csv = _folder["a.csv"], edf = _folder["b.edf"];
        File.WriteAllText(csv, $"time_s,bvp,{header}\n" + string.Concat(Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"{i / 20.0},{i % 7},{i % 5}\n"))));
        string plain = Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(RealData.RepositoryRoot, "tests", "AttX.Fuzz", "corpus", "edf", "discontinuous.edf")));
        string annotation = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("\u202e\u001b[m"));
        File.WriteAllBytes(edf, Encoding.Latin1.GetBytes(plain.Replace("ECG I", "ECG\u009b\u001b", StringComparison.Ordinal).Replace("stress", annotation, StringComparison.Ordinal)));
        foreach ((string file, string[] shown) in new[] { (csv, (string[])["a\\u001B[2J\\u202E\\u2066b\\u009B"]), (edf, ["ECG\\u009B\\u001B", "\\u202E"]) })
            foreach (string[] more in new string[][] { [], ["--json"] })
            {
                CommandRun run = CommandRun.Of(["inspect", file, .. more]);
                Assert.True(run.ExitCode == App.Done, run.Error);
                RequirePlain(run);
                Assert.All(shown, text => Assert.Contains(text, run.Output, StringComparison.OrdinalIgnoreCase));
            }
    }

    [Fact]
    public void Errors_progress_and_notes_are_escaped()
    {
        CommandRun run = CommandRun.Of("inspect", _folder[Hostile]);
        Assert.Equal(App.Failed, run.ExitCode);
        RequirePlain(run);
        Assert.Contains("a\\u001B[2J\\u202E\\u2066b ", run.Error); // an error is one line

        using var error = new StringWriter();
        var display = new ProgressDisplay(new App(TextWriter.Null, error, errorIsTerminal: false));
        display.SubjectPrepared(Hostile, 1, 2);
        display.Note(Hostile);
        Assert.Equal($"prepared {Shown} (1/2){Environment.NewLine}{Shown}{Environment.NewLine}", error.ToString());
    }

    [Fact]
    public void Progress_on_a_terminal_keeps_its_own_control_characters_and_no_others()
    {
        using var error = new StringWriter();
        var display = new ProgressDisplay(new App(TextWriter.Null, error, errorIsTerminal: true));
        display.Show(observer =>
        {
            observer.Note(Hostile);
            return 0;
        });
        Assert.Contains(Shown, error.ToString().ReplaceLineEndings(""));
        Assert.DoesNotContain("\u001b[2J\u202e", error.ToString());
    }

    private static void RequirePlain(CommandRun run) =>
        Assert.DoesNotContain(run.Output + run.Error, c => c is '\u001b' or '\r' or '\u202e' or '\u2066' or '\u009b' or '\u2028');
}
