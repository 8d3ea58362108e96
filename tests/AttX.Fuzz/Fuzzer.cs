using System.Diagnostics;
using AttX.Ground;

namespace AttX.Fuzz;

/// <summary>Mutates the corpus of each target in turn; the seed and the number of an iteration decide its input.</summary>
/// <param name="targets">The targets.</param>
/// <param name="seed">The seed.</param>
/// <param name="failures">The folder that failing inputs are written to.</param>
/// <param name="output">Receives failures and the summary.</param>
internal sealed class Fuzzer(IReadOnlyList<Target> targets, ulong seed, string failures, TextWriter output) : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1), Hang = TimeSpan.FromSeconds(60);

    private const int ShownLines = 16, ShownLength = 300;

    private readonly Dictionary<string, IReadOnlyList<FuzzCase>> _corpus = targets.ToDictionary(t => t.Name, Corpus.Of);
    private readonly Dictionary<string, int> _iterations = targets.ToDictionary(t => t.Name, _ => 0);
    private readonly Dictionary<string, (int Inputs, int Refused)> _counts = targets.ToDictionary(t => t.Name, _ => (0, 0));
    private readonly HashSet<string> _found = [];
    private readonly Stage _stage = new();
    private (Target Target, string Where, long Since)? _running;

    /// <summary>Reads the corpus as it is.</summary>
    /// <returns>Whether nothing failed.</returns>
    public bool Replay()
    {
        foreach (Target target in targets)
            foreach (FuzzCase input in _corpus[target.Name])
                Check(target, input, $"corpus {input.Name}");
        return _found.Count == 0;
    }

    /// <summary>Reads one input.</summary>
    /// <returns>Whether it did not fail.</returns>
    public bool Replay(string path)
    {
        foreach (Target target in targets)
            Check(target, FuzzCase.Load(path), path);
        return _found.Count == 0;
    }

    /// <summary>Reads mutated inputs for a time, after the corpus itself.</summary>
    /// <returns>Whether nothing failed.</returns>
    public bool Run(TimeSpan time)
    {
        using var watch = new Timer(_ => EndIfHung(), null, Hang, TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();
        Replay();
        while (clock.Elapsed < time)
            foreach (Target target in targets.Where(t => _corpus[t.Name].Count > 0))
                for (TimeSpan end = clock.Elapsed + Turn; clock.Elapsed < end && clock.Elapsed < time;)
                    Iterate(target, _iterations[target.Name]++);
        output.WriteLine($"{_counts.Values.Sum(c => c.Inputs)} inputs in {clock.Elapsed.TotalSeconds:0} s, seed {seed}; {(_found.Count == 0 ? "none" : $"{_found.Count} kinds")} failed.");
        foreach ((string name, (int inputs, int refused)) in _counts)
            output.WriteLine($"  {name,-14} {inputs,9} inputs, {refused,9} refused");
        return _found.Count == 0;
    }

    /// <summary>Reads the input of one iteration.</summary>
    /// <returns>Whether nothing has failed so far.</returns>
    public bool Iterate(Target target, int iteration)
    {
        Check(target, Mutated(target, iteration), $"iteration {iteration}");
        return _found.Count == 0;
    }

    /// <summary>Returns the input of an iteration.</summary>
    internal FuzzCase Mutated(Target target, int iteration)
    {
        var rng = new Rng(Rng.Derive(seed, $"{target.Name}/{iteration}"));
        IReadOnlyList<FuzzCase> corpus = _corpus[target.Name];
        FuzzCase input = corpus[rng.NextInt(corpus.Count)];
        int file = rng.NextInt(input.Files.Count);
        string extension = Path.GetExtension(input.Files[file].Path);
        byte[][] others = [.. corpus.SelectMany(c => c.Files).Where(f => Path.GetExtension(f.Path) == extension).Select(f => f.Content)];
        return input.With(file, input.Files.Count > 1 && rng.NextInt(100) == 0 ? null : new Mutator(rng, others).Mutate(input.Files[file].Content), rng.NextInt(8) > 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _stage.Dispose();

    private void Check(Target target, FuzzCase input, string where)
    {
        string path = _stage.Place(target, input);
        _running = (target, where, Stopwatch.GetTimestamp());
        Failure? failure = Judge.Of(target, path, out Exception? refusal);
        _running = null;
        _counts[target.Name] = (_counts[target.Name].Inputs + 1, _counts[target.Name].Refused + (refusal == null ? 0 : 1));
        if (failure != null && _found.Add($"{target.Name} {failure.Where}"))
            Report(target, input, where, failure);
    }

    private void Report(Target target, FuzzCase input, string where, Failure failure)
    {
        string kept = input.Save(Path.Combine(failures, target.Name, input.ShortHash()));
        output.WriteLine($"FAILED {target.Name}, seed {seed}, {where}: {Cut(failure.Reason)}");
        output.WriteLine($"  input {kept}; to read it again: dotnet run -c Release --project tests/AttX.Fuzz -- --target {target.Name} --input {kept}");
        if (failure.Details != null)
            output.WriteLine(string.Join('\n', failure.Details.Split('\n').Take(ShownLines).Select(Cut)));
    }

    private static string Cut(string line) => line.Length <= ShownLength ? line : line[..ShownLength] + "…";

    /// <summary>Ends the process where a case never ends: nothing else could.</summary>
    private void EndIfHung()
    {
        if (_running is not var (target, where, since) || Stopwatch.GetElapsedTime(since) < Hang || _stage.Current is not var (input, _))
            return;
        Report(target, input, where, new Failure($"has not ended after {Hang.TotalSeconds:0} s", "hang"));
        Environment.Exit(1);
    }
}
