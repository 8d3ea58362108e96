using AttX.Testing;

namespace AttX.Fuzz;

/// <summary>The inputs that mutation starts from, and those that once failed: corpus/TARGET holds a file or a folder for each.</summary>
internal static class Corpus
{
    private static readonly string Tests = Path.Combine(RealData.RepositoryRoot, "tests");

    /// <summary>The folder of the corpus.</summary>
    public static string Folder { get; } = Path.Combine(Tests, "AttX.Fuzz", "corpus");

    /// <summary>Returns a target's inputs, in an order that does not depend on the machine.</summary>
    public static IReadOnlyList<FuzzCase> Of(Target target)
    {
        string folder = Path.Combine(Folder, target.Name), golden = Path.Combine(Tests, "golden");
        string[] own = Directory.Exists(folder) ? [.. Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal)] : [];
        string[] shared = [.. target.Golden.SelectMany(pattern => Directory.GetFiles(golden, pattern).Order(StringComparer.Ordinal))];
        return [.. own.Concat(shared).Select(FuzzCase.Load), .. target.Made()];
    }
}
