namespace AttX.Fuzz;

/// <summary>A reader of untrusted bytes.</summary>
/// <param name="Name">Its name, and that of its folder in the corpus.</param>
/// <param name="Read">Reads the file or the folder at a path, and does with it what the program does next.</param>
/// <param name="Golden">Further files to start from, as patterns below tests/golden.</param>
internal sealed record Target(string Name, Action<string> Read, params string[] Golden)
{
    /// <summary>Makes inputs that are too large for the repository.</summary>
    public Func<IEnumerable<FuzzCase>> Made { get; init; } = () => [];
}
