using AttX.Signals.Modalities;

namespace AttX.Formats;

/// <summary>Specifies what a file does not. Options that are not given are found in the file, or requested by an error.</summary>
public sealed record FormatOptions
{
    /// <summary>The format, instead of detecting it (<c>--format</c>).</summary>
    public RecordingFormat? Format { get; init; }

    /// <summary>
    /// The signal of each modality (<c>--column ecg=NAME</c>), by name or number from 1, instead of recognising it by its name.
    /// </summary>
    public IReadOnlyDictionary<Modality, string> Columns { get; init; } = new Dictionary<Modality, string>();

    /// <summary>The unit of a signal (<c>--unit eda=uS</c>); overrides the file's.</summary>
    public IReadOnlyDictionary<Modality, string> Units { get; init; } = new Dictionary<Modality, string>();

    /// <summary>CSV: the column of time stamps, by name or number from 1 (<c>--time-column</c>).</summary>
    public string? TimeColumn { get; init; }

    /// <summary>CSV: the unit of the time stamps, s, ms, us or ns (<c>--time-unit</c>); overrides the header's.</summary>
    public string? TimeUnit { get; init; }

    /// <summary>CSV: samples per second (<c>--rate</c>); time stamps are then ignored.</summary>
    public double? RateHz { get; init; }

    /// <summary>The signal whose runs of one value are the events, by name or number from 1; in CSV it may hold texts. Missing values are no events.</summary>
    public string? EventColumn { get; init; }

    /// <summary>XDF: the stream whose markers are the events; null: every stream of texts, and of numbers without a rate.</summary>
    public string? EventStream { get; init; }

    /// <summary>WFDB: the extension of the annotation file beside the header whose texts are the events (atr); null: there are no events.</summary>
    public string? AnnotationExtension { get; init; }

    /// <summary>Whether no option is given, except perhaps the format.</summary>
    public bool IsEmpty => this with { Format = null } == new FormatOptions { Columns = Columns, Units = Units } && Columns.Count + Units.Count == 0;
}
