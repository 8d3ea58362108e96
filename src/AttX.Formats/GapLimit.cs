namespace AttX.Formats;

/// <summary>Prevents a wrong time stamp from allocating memory that no recording needs: gaps are stored as samples.</summary>
internal static class GapLimit
{
    private const double MaxMissingPerSample = 10, Margin = 1_000_000;

    /// <summary>Rejects a recording that is nearly all gaps. Both counts are totals over all signals, as each stores its gaps.</summary>
    /// <exception cref="InvalidDataException">There are far more missing samples than samples.</exception>
    public static void Require(double missing, double present, string where)
    {
        if (!(missing <= present * MaxMissingPerSample + Margin))
            throw new InvalidDataException(FormattableString.Invariant(
                $"{where}: {missing:0} samples are missing between {present:0} that are there. Cut the recording where the gaps are."));
    }
}
