namespace AttX.Formats;

/// <summary>Formats of single recordings; AttX.Datasets reads those of datasets.</summary>
public enum RecordingFormat
{
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
