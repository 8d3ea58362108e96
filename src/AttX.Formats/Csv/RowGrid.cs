namespace AttX.Formats.Csv;

/// <summary>Positions of rows on a uniform grid of samples.</summary>
/// <param name="RateHz">Samples per second.</param>
/// <param name="Length">Number of samples, missing ones included.</param>
/// <param name="Gaps">The rows before which samples are missing, in order, and the number of missing samples.</param>
/// <param name="Repeated">The rows that repeat the time of the row before and are left out, in order.</param>
internal sealed record RowGrid(double RateHz, long Length, IReadOnlyList<(long Row, long Missing)> Gaps, IReadOnlyList<long> Repeated)
{
    /// <summary>Creates a grid of rows one period apart.</summary>
    public static RowGrid Uniform(double rateHz, long rows) => new(rateHz, rows, [], []);

    /// <summary>Lists the sample of each row in order; -1 for a row that is left out.</summary>
    public IEnumerable<long> Positions()
    {
        (int gap, int repeat) = (0, 0);
        long position = 0;
        for (long row = 0; ; row++)
        {
            if (repeat < Repeated.Count && Repeated[repeat] == row)
            {
                repeat++;
                yield return -1;
                continue;
            }

            if (gap < Gaps.Count && Gaps[gap].Row == row)
                position += Gaps[gap++].Missing;
            yield return position++;
        }
    }
}
