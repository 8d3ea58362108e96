using System.Diagnostics;
using AttX.Ground;
using AttX.Runs;
using AttX.Testing;
using AttX.Tests.Windows;

namespace AttX.Tests.Runs;

/// <summary>Tests run folders from untrusted sources: nothing outside them is read or written, and nothing blocks.</summary>
public sealed class HostileFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public HostileFolderTests()
    {
        using RunFolder store = RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.New);
        store.Begin(new RunData(new Dictionary<string, string> { ["S2"] = "aa" }));
        File.WriteAllText(_folder["precious"], "mine");
        Directory.CreateDirectory(_folder["elsewhere"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("result.json")]
    [InlineData("report.html")]
    [InlineData(".lock-holder")]
    [InlineData("folds/S2/checkpoint")]
    [InlineData("runs/row/seed-1/run.json")]
    public void A_link_to_a_file_is_refused(string name)
    {
        string path = Path.Combine([_folder["run"], .. name.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, _folder["precious"]);
        AssertRefused(path + ": is a link");
    }

    [Theory]
    [InlineData("folds")]
    [InlineData("folds/S2")]
    [InlineData("slurm")]
    public void A_link_to_a_folder_is_refused(string name)
    {
        string path = Path.Combine([_folder["run"], .. name.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Directory.CreateSymbolicLink(path, _folder["elsewhere"]);
        AssertRefused(path + ": is a link");
        Assert.Empty(Directory.GetFileSystemEntries(_folder["elsewhere"]));
    }

    [Fact]
    public void A_pipe_is_refused_without_blocking()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        Directory.CreateDirectory(_folder["run", "folds", "S2"]);
        string path = _folder["run", "folds", "S2", "history.json"];
        using (Process made = Process.Start("mkfifo", path))
            made.WaitForExit();
        AssertRefused(path + ": is no regular file");
    }

    [Fact]
    public void A_link_beside_the_runs_files_and_one_to_its_folder_are_the_users_own()
    {
        File.CreateSymbolicLink(_folder["run", "notes.txt"], _folder["precious"]);
        Directory.CreateSymbolicLink(_folder["latest"], _folder["run"]);
        RunFolder.Open(_folder["latest"], ToyCohort.Options, RunAccess.Resume).Dispose();
        Assert.Equal(["S2"], StoredRun.Read(_folder["latest"]).Subjects);
    }

    [Theory]
    [InlineData("../../S2")]
    [InlineData("..")]
    [InlineData("/tmp")]
    [InlineData("")]
    public void A_subject_whose_name_leads_elsewhere_is_refused(string subject)
    {
        string path = _folder["run", "run.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"S2\"", $"\"{subject}\"", StringComparison.Ordinal));
        Assert.Contains("is not the name of a file", Assert.Throws<InvalidDataException>(() => StoredRun.Read(_folder["run"])).Message);
        Assert.Throws<InvalidDataException>(() => new FoldFolder(_folder["run"], subject));
    }

    [Fact]
    public void A_hashed_file_whose_name_leads_elsewhere_is_not_read()
    {
        Directory.CreateDirectory(_folder["run", "folds", "S2"]);
        File.WriteAllText(_folder["run", "folds", "S2", "history.json"], """{"epochs": {}, "sha256": {"../../../precious": "aa"}}""");
        File.WriteAllText(_folder["run", "folds", "S2", "predictions.csv"], "");
        Assert.Contains("is not the name of a file", Assert.Throws<InvalidDataException>(() => StoredRun.Read(_folder["run"]).Fold("S2")).Message);
    }

    [Fact]
    public void Writing_follows_no_link()
    {
        File.CreateSymbolicLink(_folder["file.tmp"], _folder["precious"]);
        File.CreateSymbolicLink(_folder["file"], _folder["precious"]);
        AtomicFile.Write(_folder["file"], "new"u8.ToArray());
        Assert.Equal(("new", "mine"), (File.ReadAllText(_folder["file"]), File.ReadAllText(_folder["precious"])));
        Assert.NotNull(new FileInfo(_folder["file.tmp"]).LinkTarget);
    }

    [Fact]
    public void The_last_of_two_writers_of_a_file_wins_and_the_file_stays_intact()
    {
        AtomicFile.Write(_folder["file"], outer =>
        {
            AtomicFile.Write(_folder["file"], "inner"u8.ToArray());
            Assert.ThrowsAny<IOException>(() => AtomicFile.Write(_folder["file"], _ => throw new IOException("full")));
            outer.Write("outer"u8);
        });
        Assert.Equal("outer", File.ReadAllText(_folder["file"]));
        Assert.Empty(Directory.GetFiles(_folder.FullPath, "*.tmp"));
    }

    private void AssertRefused(string message)
    {
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => StoredRun.Read(_folder["run"])).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(
            () => RunFolder.Open(_folder["run"], ToyCohort.Options, RunAccess.Resume)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder["precious"]));
    }
}
