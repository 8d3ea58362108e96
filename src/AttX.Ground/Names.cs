namespace AttX.Ground;

/// <summary>The values of an option and their names.</summary>
public sealed class Names<T>(params (string Name, T Value)[] entries)
    where T : struct
{
    /// <summary>All names.</summary>
    public IEnumerable<string> All => entries.Select(e => e.Name);

    /// <summary>Finds the value of a name, ignoring case.</summary>
    /// <exception cref="FormatException">No such name: lists those there are.</exception>
    public T Parse(string name)
    {
        foreach ((string known, T value) in entries)
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        throw new FormatException($"must be {string.Join(", ", All.SkipLast(1))} or {All.Last()}, got {name}");
    }

    /// <summary>The name of a value.</summary>
    public string NameOf(T value) => entries.First(e => EqualityComparer<T>.Default.Equals(e.Value, value)).Name;
}
