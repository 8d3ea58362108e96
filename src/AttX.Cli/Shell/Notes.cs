namespace AttX.Cli.Shell;

/// <summary>Prints each note once, whatever its origin.</summary>
internal sealed class Notes
{
    private readonly TextWriter _writer;
    private readonly HashSet<string> _printed = [];

    /// <summary>Prints the first note, if there is one.</summary>
    public Notes(TextWriter writer, string? first = null)
    {
        _writer = writer;
        if (first != null)
            Add(first);
    }

    public void Add(string note)
    {
        lock (_printed)
            if (_printed.Add(note))
                _writer.WriteLine(note);
    }
}
