namespace AttX.Testing;

/// <summary>
/// Finds recordings that are not part of the repository: <c>ATTX_DATA</c>, or <c>../shared/data</c> beside the checkout.
/// </summary>
public static class RealData
{
    /// <summary>The repository's root: the nearest parent of the test assembly that holds AttX.slnx.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The folder of real recordings, or null where it is absent.</summary>
    public static string? Folder
    {
        get
        {
            string folder = Environment.GetEnvironmentVariable("ATTX_DATA") ?? Path.Combine(RepositoryRoot, "..", "shared", "data");
            return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d != null; d = d.Parent)
            if (File.Exists(Path.Combine(d.FullName, "AttX.slnx")))
                return d.FullName;
        throw new InvalidOperationException("The tests run outside the repository: no AttX.slnx above " + AppContext.BaseDirectory);
    }
}
