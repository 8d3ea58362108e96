namespace AttX.Formats;

/// <summary>Keeps a wrong time stamp from asking for memory that no recording needs: gaps are held as samples too.</summary>
internal static class GapLimit
{
    private const double MaxMissingPerSample = 10, Margin = 1_000_000;

    /// <summary>Refuses a recording that is nearly all gaps. Both are of all signals together, as each holds its gaps.</summary>
    /// <exception cref="InvalidDataException">There are far more missing samples than samples.</exception>
    public static void Require(double missing, double present, string where)
    {
        if (!(missing <= present * MaxMissingPerSample + Margin))
            throw new InvalidDataException(FormattableString.Invariant(
                $"{where}: {missing:0} samples are missing between {present:0} that are there. Cut the recording where the gaps are."));
    }
}
