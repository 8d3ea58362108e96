using AttX.Options;
using AttX.Runs;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Windows;

namespace AttX.Tests.Windows;

public sealed class WindowCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Witness _witness = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Normalisation.Subject, 0)]
    [InlineData(Normalisation.Train, 0)]
    [InlineData(Normalisation.Running, 6)]
    public void A_second_run_reads_no_recording_and_ends_in_the_same_bytes(Normalisation normalisation, double contextSeconds)
    {
        ToyCohort first = new("S2", "S3"), second = new("S2", "S3");
        ExperimentOptions options = ToyCohort.Options with { Normalisation = normalisation, ContextSeconds = contextSeconds };
        if (contextSeconds > 0)
            options = options with { Filter = FilterKind.Causal };
        // Each subject once for the windows that the task uses, and once for the others.
        byte[] fresh = Run(first, "a", options), cached = Run(second, "b", options);
        Assert.Equal([2 * (ToyCohort.ReadsOfASubject + 1), 0], [first.Reads, second.Reads]);
        Assert.Equal(fresh, cached);
    }

    [Fact]
    public void Changed_files_and_other_options_are_read_again()
    {
        Run(new ToyCohort("S2", "S3"), "a", ToyCohort.Options);
        ToyCohort changed = new("S2", "S3") { Version = 1 }, other = new("S2", "S3");
        Run(changed, "b", ToyCohort.Options);
        Run(other, "c", ToyCohort.Options with { Overlap = 0.25 });
        Assert.Equal([2 * (ToyCohort.ReadsOfASubject + 1), 2 * (ToyCohort.ReadsOfASubject + 1)], [changed.Reads, other.Reads]);
    }

    [Fact]
    public void Above_its_size_the_cache_loses_what_was_used_longest_ago_and_nothing_else()
    {
        Run(new ToyCohort("S2", "S3"), "a", ToyCohort.Options);
        FileInfo[] before = [.. new DirectoryInfo(_folder["cache"]).GetFiles()];
        for (int i = 0; i < before.Length; i++)
            before[i].LastWriteTimeUtc = DateTime.UtcNow.AddDays(-10 + i);
        File.WriteAllBytes(_folder["cache", "mine.safetensors"], new byte[1000]);
        Assert.NotNull(Find(before[0].Name)); // which marks the oldest as used
        new CacheEviction(_folder["cache"], before.Sum(f => f.Length) - 1).Run();
        string[] left = [.. new DirectoryInfo(_folder["cache"]).GetFiles().Select(f => f.Name)];
        Assert.Contains("mine.safetensors", left);
        Assert.Contains(before[0].Name, left);
        Assert.DoesNotContain(before[1].Name, left);
    }

    private PreparedSubject? Find(string name) => new WindowCache(_folder["cache"]).Find(Path.GetFileNameWithoutExtension(name), ToyCohort.Options.Preprocessing(), _witness.Note);

    [Theory]
    [InlineData("flipped")]
    [InlineData("truncated")]
    [InlineData("empty")]
    [InlineData("foreign")]
    public void A_damaged_file_is_named_and_recomputed(string damage)
    {
        byte[] fresh = Run(new ToyCohort("S2", "S3"), "a", ToyCohort.Options);
        string path = Directory.GetFiles(_folder["cache"]).MaxBy(file => new FileInfo(file).Length)!; // of windows that the task uses
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 4;
        File.WriteAllBytes(path, damage switch { "flipped" => bytes, "truncated" => bytes[..^8], "empty" => [], _ => "PK, a zip file perhaps"u8.ToArray() });
        var cohort = new ToyCohort("S2", "S3");
        Assert.Equal(fresh, Run(cohort, "b", ToyCohort.Options));
        Assert.Equal(ToyCohort.ReadsOfASubject, cohort.Reads);
        Assert.StartsWith(path, Assert.Single(_witness.Notes, n => n.Contains("made again", StringComparison.Ordinal)), StringComparison.Ordinal);
        var healed = new ToyCohort("S2", "S3");
        Run(healed, "c", ToyCohort.Options);
        Assert.Equal(0, healed.Reads);
    }

    [Fact]
    public void An_unwritable_folder_is_not_an_error()
    {
        File.WriteAllText(_folder["cache"], "a file where the folder should be");
        Run(new ToyCohort("S2", "S3"), "a", ToyCohort.Options);
        Assert.Contains(_witness.Notes, n => n.Contains("cannot be cached", StringComparison.Ordinal));
    }

    private byte[] Run(ToyCohort cohort, string run, ExperimentOptions options) => File.ReadAllBytes(
        new Experiment(cohort, options with { Epochs = 1 }) { Cache = new WindowCache(_folder["cache"]) }
            .Run(_folder[run], resume: false, _witness, CancellationToken.None).ResultPath);
}
