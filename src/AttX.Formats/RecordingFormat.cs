namespace AttX.Formats;

/// <summary>The kinds of recordings that are read.</summary>
public enum RecordingFormat
{
    /// <summary>WESAD: a folder, an archive or a single SX.pkl.</summary>
    Wesad,

    /// <summary>An Empatica E4 export: a folder or a zip of BVP.csv, EDA.csv, TEMP.csv, ACC.csv.</summary>
    E4,

    /// <summary>Delimited text with a time column or a rate.</summary>
    Csv,

    /// <summary>OpenSignals text (RespiBAN, BITalino).</summary>
    OpenSignals,

    /// <summary>European Data Format: EDF, EDF+, and its 24-bit sibling BDF.</summary>
    Edf,

    /// <summary>WFDB (PhysioNet): a .hea header and its signal files in formats 16 and 212.</summary>
    Wfdb,
}
