using AttX.Ground;

namespace AttX.Fuzz.Tests;

/// <summary>Reads the corpus: what was found once stays mended.</summary>
public sealed class CorpusTests : IDisposable
{
    private readonly string _failures = Directory.CreateTempSubdirectory("attx-fuzz-failures-").FullName;

    public static TheoryData<string> Targets => [.. TargetTable.All.Select(t => t.Name)];

    public void Dispose() => Directory.Delete(_failures, recursive: true);

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_of_the_corpus_is_read_or_refused(string target)
    {
        using var output = new StringWriter();
        using var fuzzer = new Fuzzer([Find(target)], seed: 1, _failures, output);
        Assert.True(fuzzer.Replay(), output.ToString());
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_target_has_an_input_that_is_read(string target) => Assert.Contains(Corpus.Of(Find(target)), input =>
    {
        using var stage = new Stage();
        return Judge.Of(Find(target), stage.Place(Find(target), input), out Exception? refusal) == null && refusal == null;
    });

    [Fact]
    public void Every_folder_of_the_corpus_has_a_target() =>
        Assert.Empty(Directory.GetDirectories(Corpus.Folder).Select(Path.GetFileName).Except(TargetTable.All.Select(t => t.Name)));

    [Fact]
    public void A_seed_and_an_iteration_decide_an_input()
    {
        using var first = new Fuzzer([Find("run")], seed: 1, _failures, TextWriter.Null);
        using var again = new Fuzzer([Find("run")], seed: 1, _failures, TextWriter.Null);
        using var other = new Fuzzer([Find("run")], seed: 2, _failures, TextWriter.Null);
        string[] Hashes(Fuzzer fuzzer) => [.. Enumerable.Range(0, 20).Select(i => fuzzer.Mutated(Find("run"), i).ShortHash())];
        Assert.Equal(Hashes(first), Hashes(again));
        Assert.NotEqual(Hashes(first), Hashes(other));
    }

    [Fact]
    public void An_undocumented_exception_is_reported_once_with_its_input()
    {
        var broken = new Target("squeue", _ => throw new InvalidCastException("a slip"));
        using var output = new StringWriter();
        using var fuzzer = new Fuzzer([broken], seed: 1, _failures, output);
        Assert.False(fuzzer.Replay());
        Assert.Single(output.ToString().Split("FAILED squeue, seed 1, ").Skip(1));
        Assert.Contains("InvalidCastException: a slip", output.ToString());
        Assert.Single(Directory.GetFiles(_failures, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Allocating_too_much_is_a_failure_and_documented_errors_are_none()
    {
        Assert.Contains("allocates", Judge.Of(new Target("large", _ => GC.KeepAlive(new byte[600_000_000])), "", out _)!.Reason);
        Assert.Null(Judge.Of(new Target("refusing", _ => throw new OptionsException(["no"])), "", out Exception? refusal));
        Assert.IsType<OptionsException>(refusal);
    }

    private static Target Find(string name) => TargetTable.All.Single(t => t.Name == name);
}
