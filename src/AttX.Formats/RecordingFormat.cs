namespace AttX.Formats;

/// <summary>A supported kind of single recordings: its name, how it is recognised and how it is opened. AttX.Datasets reads those of datasets.</summary>
public sealed class RecordingFormat
{
    internal RecordingFormat(
        string name, string description, Func<FormatProbe, bool> recognises, Func<string, FormatOptions, ISignalReader> open) =>
        (Name, Description, Recognises, Open) = (name, description, recognises, open);

    /// <summary>As <c>--format</c> spells it: "e4".</summary>
    public string Name { get; }

    /// <summary>What it is, for lists in messages: "an Empatica E4 export (folder or zip)".</summary>
    public string Description { get; }

    /// <summary>Whether a recording may be a folder.</summary>
    internal bool MayBeFolder { get; init; }

    /// <summary>Whether a file or folder is of this format; asked in the catalogue's order.</summary>
    internal Func<FormatProbe, bool> Recognises { get; }

    /// <summary>Opens the recording at a path.</summary>
    internal Func<string, FormatOptions, ISignalReader> Open { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
