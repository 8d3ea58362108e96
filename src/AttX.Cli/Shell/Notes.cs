namespace AttX.Cli.Shell;

/// <summary>Prints each note once, whoever makes it.</summary>
internal sealed class Notes(TextWriter writer)
{
    private readonly HashSet<string> _printed = [];

    public void Add(string note)
    {
        lock (_printed)
            if (_printed.Add(note))
                writer.WriteLine(note);
    }
}
