namespace AttX.Formats.Edf;

/// <summary>One signal of an EDF or BDF file.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Unit">Its physical dimension; empty if not given.</param>
/// <param name="PhysicalMin">The value of <paramref name="DigitalMin"/>.</param>
/// <param name="PhysicalMax">The value of <paramref name="DigitalMax"/>.</param>
/// <param name="DigitalMin">Lowest code.</param>
/// <param name="DigitalMax">Highest code.</param>
/// <param name="SamplesPerRecord">Samples in each data record.</param>
/// <param name="Offset">Bytes before it in each data record.</param>
internal sealed record EdfSignal(
    string Label, string Unit, double PhysicalMin, double PhysicalMax, int DigitalMin, int DigitalMax, int SamplesPerRecord, long Offset)
{
    /// <summary>Whether it holds annotations instead of samples.</summary>
    public bool IsAnnotations => Label is "EDF Annotations" or "BDF Annotations";

    /// <summary>What a step of one code is worth.</summary>
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
