using AttX.Options;
using AttX.Sweeps;
using AttX.Testing;
using AttX.Tests.Windows;

namespace AttX.Tests.Runs;

/// <summary>Lets every step of every file fail once: the error names the file, no rest of it stays, and resuming ends in the same bytes.</summary>
public sealed class WriteFailureTests : ExperimentRuns
{
    private static readonly ToyCohort Two = new("S2", "S3");

    private static readonly ExperimentOptions Small = Variant("decision") with { Epochs = 1 };

    [Fact]
    public void A_run_whose_disk_fails_at_every_write_in_turn_ends_in_the_same_bytes()
    {
        Run("whole", Small, cohort: Two);
        var faults = new WriteFaults("checkpoint.progress");
        faults.Run(() => Run("hurt", Small, workers: 1, resume: true, cohort: Two), Check);
        AssertSameBytes("whole", "hurt");
        Assert.Empty(new[] { "run.json", "baselines.csv", "checkpoint.ecg", "model.ecg.safetensors", "history.json", "predictions.csv", "examples.safetensors", "result.json" }
            .Except(faults.Files));
        Assert.True(faults.Count > 60, $"{faults.Count} failures");
    }

    [Fact]
    public void A_sweep_whose_disk_fails_at_every_write_in_turn_ends_in_the_same_bytes()
    {
        var plan = new SweepPlan("toy", [new SweepRow("bvp", "BVP", Variant("ecg") with { Epochs = 1 })], [1]);
        void Run(string name) => new Sweep(Two, plan).Run(Folder[name], resume: true, new Witness(), CancellationToken.None);
        Run("whole");
        var faults = new WriteFaults("checkpoint.progress");
        faults.Run(() => Run("hurt"), Check);
        AssertSameBytes(Path.Combine("whole", "runs", "bvp", "seed-1"), Path.Combine("hurt", "runs", "bvp", "seed-1"));
        Assert.Equal(File.ReadAllBytes(Folder["whole", "result.json"]), File.ReadAllBytes(Folder["hurt", "result.json"]));
        Assert.Contains("sweep.json", faults.Files);
    }

    private void Check(IOException failure)
    {
        Assert.Contains(Folder.FullPath, failure.Message);
        Assert.EndsWith(": cannot be written (No space left on device).", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder.FullPath, "*.tmp", SearchOption.AllDirectories));
    }
}
