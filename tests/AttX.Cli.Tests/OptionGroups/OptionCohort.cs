using AttX.Datasets.Synthetic;
using AttX.Datasets.Wesad;
using AttX.Testing;

namespace AttX.Cli.Tests.OptionGroups;

/// <summary>A cohort, a copy with missing values, and a model of the first, on which the options of every verb are tested.</summary>
public sealed class OptionCohort : IDisposable
{
    private const int Subjects = 3, Minutes = 3, Seed = 1;

    private readonly TemporaryFolder _folder = new();
    private int _outputs;

    public OptionCohort()
    {
        SyntheticCohort.Write(Whole, Subjects, Minutes, Seed);
        foreach (string subject in SyntheticCohort.SubjectNames(Subjects))
            WriteWithGaps(subject);
        File.WriteAllText(OneRow, """{"axes":{}}""");
        CommandRun train = CommandRun.Of(["train", Whole, "--out", Model, "--normalise", "session", .. Small]);
        Assert.Equal((App.Done, ""), (train.ExitCode, train.ExitCode == App.Done ? "" : train.Error));
        SyntheticCohort.Write(_folder["others"], Subjects, Minutes, Seed + 1);
        foreach ((string data, string encoder) in new[] { (_folder["others"], Encoder), (Whole, Known) })
            Assert.Equal(App.Done, CommandRun.Of(["pretrain", data, "--out", encoder, "--normalise", "session", "--filter", "zero-phase", "--eda", "linear", .. Small[..^1]]).ExitCode);
    }

    /// <summary>Options of a network that trains at once.</summary>
    internal static string[] Small { get; } =
        ["--device", "wrist", "--rate", "32", "--window", "4", "--widths", "8,8,8", "--epochs", "1", "--no-cache"];

    /// <summary>The cohort.</summary>
    internal string Whole => _folder["whole"];

    /// <summary>The cohort with occasional missing values.</summary>
    internal string Gaps => _folder["gaps"];

    /// <summary>A model trained with <see cref="Small"/> and the session's statistics on the whole cohort.</summary>
    internal string Model => _folder["model.attx"];

    /// <summary>An encoder of the same shape, pretrained on others.</summary>
    internal string Encoder => _folder["encoder.attx"];

    /// <summary>An encoder pretrained on the cohort itself.</summary>
    internal string Known => _folder["known.attx"];

    /// <summary>A sweep of one configuration, which the command line decides.</summary>
    internal string OneRow => _folder["one-row.json"];

    /// <summary>A new output path on each call.</summary>
    internal string NextOutput() => _folder[$"output-{++_outputs}.attx"];

    public void Dispose() => _folder.Dispose();

    private void WriteWithGaps(string name)
    {
        var subject = new SyntheticSubject(Seed, int.Parse(name[1..]), Minutes);
        Directory.CreateDirectory(Path.Combine(Gaps, name));
        using FileStream stream = File.Create(Path.Combine(Gaps, name, name + ".pkl"));
        WesadWriter.Write(stream, name, WesadArray.All, Signal, [.. subject.Labels.Select(state => (byte)state)]);

        double[] Signal(WesadArray array)
        {
            double[] samples = subject.Signal(array);
            for (int i = samples.Length / 20; i < samples.Length; i += samples.Length / 10)
                samples[i] = double.NaN;
            return samples;
        }
    }
}
