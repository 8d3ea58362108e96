using AttX.Signals.Modalities;

namespace AttX.Formats;

/// <summary>What a file cannot say about itself. Everything not given is found in the file, or asked for by an error.</summary>
public sealed record FormatOptions
{
    /// <summary>The format, instead of looking at the content (<c>--format</c>).</summary>
    public RecordingFormat? Format { get; init; }

    /// <summary>
    /// Which signal is which (<c>--column ecg=NAME</c>): its name, or its number from 1, instead of recognising it by its name.
    /// </summary>
    public IReadOnlyDictionary<Modality, string> Columns { get; init; } = new Dictionary<Modality, string>();

    /// <summary>The unit a signal is in (<c>--unit eda=uS</c>); goes before what the file says.</summary>
    public IReadOnlyDictionary<Modality, string> Units { get; init; } = new Dictionary<Modality, string>();

    /// <summary>CSV: the column of time stamps, by name or number from 1 (<c>--time-column</c>).</summary>
    public string? TimeColumn { get; init; }

    /// <summary>CSV: the unit of the time stamps, s, ms, us or ns (<c>--time-unit</c>); goes before what the header says.</summary>
    public string? TimeUnit { get; init; }

    /// <summary>CSV: samples per second (<c>--rate</c>); time stamps are then not looked at.</summary>
    public double? RateHz { get; init; }

    /// <summary>Whether nothing is given, but perhaps the format.</summary>
    public bool IsEmpty => this is { Columns.Count: 0, Units.Count: 0, TimeColumn: null, TimeUnit: null, RateHz: null };
}
