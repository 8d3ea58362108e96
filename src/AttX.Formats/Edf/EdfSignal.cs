namespace AttX.Formats.Edf;

/// <summary>One signal of an EDF or BDF file.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Unit">Its physical dimension; empty if not given.</param>
/// <param name="PhysicalMin">The physical value of <paramref name="DigitalMin"/>.</param>
/// <param name="PhysicalMax">The physical value of <paramref name="DigitalMax"/>.</param>
/// <param name="DigitalMin">Lowest code.</param>
/// <param name="DigitalMax">Highest code.</param>
/// <param name="SamplesPerRecord">Samples in each data record.</param>
/// <param name="Offset">Offset in each data record, in bytes.</param>
internal sealed record EdfSignal(
    string Label, string Unit, double PhysicalMin, double PhysicalMax, int DigitalMin, int DigitalMax, int SamplesPerRecord, long Offset)
{
    /// <summary>Whether it holds annotations instead of samples.</summary>
    public bool IsAnnotations => Label is "EDF Annotations" or "BDF Annotations";

    /// <summary>Returns the physical value of one code step.</summary>
    /// <exception cref="InvalidDataException">The ranges are empty.</exception>
    public double Gain(string where)
    {
        if (DigitalMin >= DigitalMax)
            throw new InvalidDataException(
                $"{where}: its digital range is from {DigitalMin} to {DigitalMax}, so that its values have no scale.");
        return PhysicalMin != PhysicalMax ? (PhysicalMax - PhysicalMin) / ((double)DigitalMax - DigitalMin)
            : throw new InvalidDataException(FormattableString.Invariant(
                $"{where}: its physical range is from {PhysicalMin} to {PhysicalMax}, so that its values have no scale."));
    }
}
