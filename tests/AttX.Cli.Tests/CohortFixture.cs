using AttX.Cli.Tests;
using AttX.Testing;

[assembly: AssemblyFixture(typeof(CohortFixture))]

namespace AttX.Cli.Tests;

/// <summary>A small cohort on disk, written once by <c>attx synth</c>.</summary>
public sealed class CohortFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CohortFixture()
    {
        CommandRun synth = CommandRun.Of("synth", "--out", Path, "--subjects", "3", "--minutes", "4");
        Assert.Equal((App.Done, ""), (synth.ExitCode, synth.ExitCode == App.Done ? "" : synth.Error));
    }

    /// <summary>Its folder.</summary>
    public string Path => _folder["cohort"];

    /// <summary>Arguments of a short run.</summary>
    internal string[] Loso(string run, params string[] more) =>
        ["loso", Path, "--out", run, "--no-cache", "--device", "wrist", "--rate", "32", "--window", "4", "--widths", "8,8,8", "--epochs", "2", .. more];

    public void Dispose() => _folder.Dispose();
}
