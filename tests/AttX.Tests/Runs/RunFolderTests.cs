using AttX.Ground;
using AttX.Options;
using AttX.Runs;
using AttX.Testing;
using AttX.Tests.Windows;

namespace AttX.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private static readonly Dictionary<string, string> Data = new() { ["S2"] = "aa", ["S3"] = "bb" };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_holds_a_run_is_refused_unless_it_is_resumed()
    {
        Begin();
        Assert.Contains("holds a run already. Continue it with --resume", Refusal(ToyCohort.Options, RunAccess.New));
        RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.Resume).Dispose();
    }

    [Fact]
    public void Temporary_files_of_a_killed_process_are_removed_and_no_others()
    {
        Begin();
        Directory.CreateDirectory(_folder["run", "folds", "S2"]);
        string[] own = ["model.safetensors.abcdefgh.1jk.tmp", "predictions.csv.00000000.000.tmp"], others = ["notes.tmp", "a.ABCDEFGH.IJK.tmp", "predictions.csv"];
        foreach (string name in own.Concat(others))
            File.WriteAllText(_folder["run", "folds", "S2", name], "");
        RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.Share).Dispose();
        Assert.Equal(5, Directory.GetFiles(_folder["run", "folds", "S2"]).Length);
        RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.Resume).Dispose();
        Assert.Equal(others.Order(), Directory.GetFiles(_folder["run", "folds", "S2"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_write_removes_old_temporary_files_of_its_target_alone()
    {
        string old = _folder["model.attx.abcdefgh.ijk.tmp"], young = _folder["model.attx.abcdefgh.ijl.tmp"], other = _folder["other.attx.abcdefgh.ijk.tmp"];
        foreach (string path in new[] { old, young, other })
            File.WriteAllText(path, "");
        foreach (string path in new[] { old, other })
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-25));
        AtomicFile.Write(_folder["model.attx"], "weights"u8.ToArray());
        Assert.Equal((false, true, true), (File.Exists(old), File.Exists(young), File.Exists(other)));
    }

    [Fact]
    public void Every_option_that_differs_is_named()
    {
        Begin();
        string refusal = Refusal(ToyCohort.Options with { Epochs = 9, Subjects = ["S2", "S3"] }, RunAccess.Resume);
        Assert.Contains("(epochs: 3 in the run, 9 asked for; subjects: not used in the run, S2,S3 asked for)", refusal);
    }

    [Fact]
    public void Every_subject_whose_data_changed_is_named()
    {
        Begin();
        using RunFolder store = RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.Resume);
        string message = Assert.Throws<InvalidDataException>(() => store.Begin(new RunData(new Dictionary<string, string> { ["S2"] = "ab", ["S4"] = "cc" }))).Message;
        Assert.Contains("(S2 changed, S3 is missing, S4 is new)", message);
    }

    [Fact]
    public void A_damaged_run_file_is_named()
    {
        Begin();
        File.WriteAllText(_folder["run", "run.json"], "{\"options\": {\"epochs\": 3}");
        string message = Assert.Throws<InvalidDataException>(() => RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.Resume)).Message;
        Assert.StartsWith(_folder["run", "run.json"] + ": damaged", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_unknown_origin_are_not_continued()
    {
        Directory.CreateDirectory(_folder["run", "folds"]);
        Assert.Contains("no run.json", Refusal(ToyCohort.Options, RunAccess.Resume));
    }

    [Fact]
    public void A_second_process_is_refused_naming_the_first()
    {
        using (RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.Resume))
        {
            string message = Assert.Throws<IOException>(() => RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.Resume)).Message;
            Assert.Contains($"in use by process {Environment.ProcessId} on {Environment.MachineName}", message);
        }

        RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.Resume).Dispose();
    }

    [Fact]
    public void A_refusal_releases_the_folder()
    {
        Begin();
        Refusal(ToyCohort.Options, RunAccess.New);
        RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.Resume).Dispose();
    }

    [Fact]
    public void A_file_whose_writing_fails_keeps_its_old_content()
    {
        string path = _folder["file"];
        AtomicFile.Write(path, "old"u8.ToArray());
        Assert.Contains(path, Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new IOException("No space left on device : 'x'");
        })).Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.FullPath));
    }

    private void Begin()
    {
        using RunFolder store = RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.New);
        store.Begin(new RunData(Data));
    }

    private string Refusal(ExperimentOptions options, RunAccess access) =>
        Assert.Single(Assert.Throws<OptionsException>(() => RunFolder.Open(_folder["run"], options, access)).Problems);
}
