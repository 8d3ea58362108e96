namespace AttX.Formats.Wfdb;

/// <summary>One signal line of a WFDB header (header(5)).</summary>
/// <param name="File">Its signal file's name, beside the header.</param>
/// <param name="Format">How samples are stored: 16 or 212.</param>
/// <param name="SamplesPerFrame">Samples per frame; the rate is the record's times this.</param>
/// <param name="Skew">Number of frames by which its samples are late in the file.</param>
/// <param name="ByteOffset">Bytes before the first sample of its file.</param>
/// <param name="Gain">Codes per unit; 0 if it was not calibrated.</param>
/// <param name="Baseline">The code of 0.</param>
/// <param name="Unit">The unit; mV if the header gives none, as the format specifies.</param>
/// <param name="InitialValue">Code of the first sample, if given.</param>
/// <param name="Checksum">Sum of all codes modulo 65536, if given.</param>
/// <param name="Description">Its name.</param>
internal sealed record WfdbSignal(
    string File, int Format, int SamplesPerFrame, int Skew, long ByteOffset, double Gain, double Baseline, string Unit,
    int? InitialValue, int? Checksum, string Description)
{
    /// <summary>Code of a missing sample.</summary>
    public int Missing => Format == 16 ? -32768 : -2048;

    /// <summary>Converts a code; uncalibrated signals have 200 codes per unit, as the format specifies.</summary>
    public double Value(int code) => code == Missing ? double.NaN : (code - Baseline) / (Gain == 0 ? 200 : Gain);
}
