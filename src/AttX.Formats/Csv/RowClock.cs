namespace AttX.Formats.Csv;

/// <summary>
/// Finds the sampling rate and the gaps in a column of time stamps, row by row. The period is the mean of the steps other than gaps,
/// so that jitter and rounding of single stamps average out; a step of more than 1.5 periods is a gap. A stamp that repeats the
/// one before is left out if this is rare; a stamp that goes back is an error.
/// </summary>
/// <param name="name">The file's name in messages.</param>
/// <param name="signals">The columns that will hold the gaps.</param>
internal sealed class RowClock(string name, int signals)
{
    /// <summary>Number of steps for the first estimate of the period.</summary>
    private const int HeadSteps = 4096;

    private const double GapPeriods = 1.5, ArrivalGapSeconds = 1;

    private readonly List<(long Row, double Step)> _head = [];
    private readonly List<(long Row, double Step)> _gaps = [];
    private readonly List<long> _repeated = [];
    private double _last = double.NaN, _period, _seconds;
    private long _rows, _steps, _short;

    /// <summary>
    /// Whether stamps say when rows arrived over the air, in bursts, and not when they were measured: rows are then evenly spaced, and only
    /// a pause of more than 1 s is a gap.
    /// </summary>
    public bool IsArrival { get; init; }

    /// <summary>Adds the next row's time in seconds, with its line number.</summary>
    /// <exception cref="InvalidDataException">The time is missing, or before the last one.</exception>
    public void Add(double time, int line)
    {
        if (!double.IsFinite(time))
            throw new InvalidDataException($"{name}, line {line} has no time stamp.");
        double step = time - _last;
        if (step < 0)
            throw new InvalidDataException(FormattableString.Invariant(
                $"{name}, line {line}: the time stamp goes back by {-step:0.######} s. Put the rows in order, or give --rate HZ."));
        if (step == 0 && !IsArrival)
            _repeated.Add(_rows);
        else if (_rows > 0)
            Collect(_rows, step);
        _last = time;
        _rows++;
    }

    /// <summary>Returns the grid, once every row has been added.</summary>
    /// <exception cref="InvalidDataException">The rows have no steady rate.</exception>
    public RowGrid Finish()
    {
        if (_period == 0)
            SettleHead();
        if (_steps == 0 || _seconds == 0)
            throw new InvalidDataException($"{name} has too few rows to find a sampling rate; give --rate HZ.");
        if (_repeated.Count > Math.Max(1, _rows / 1000))
            throw new InvalidDataException($"{name}: {_repeated.Count} of {_rows} rows repeat a time stamp: the stamps are too coarse " +
                "to tell the sampling rate. If the rows are evenly spaced, give --rate HZ.");
        if (_gaps.Count + _short > Math.Max(2, _rows / 10))
            throw new InvalidDataException(FormattableString.Invariant(
                $"{name}: {_gaps.Count + _short} of {_rows} time steps are far from {_period:0.######} s: there is no steady ") +
                "sampling rate. If the rows are evenly spaced, give --rate HZ.");
        double rate = Nominal(_steps / _seconds);
        GapLimit.Require(signals * _gaps.Sum(g => g.Step * rate), (double)signals * _rows, name);
        (long Row, long Missing)[] gaps = Missing(rate);
        return new RowGrid(rate, _rows - _repeated.Count + gaps.Sum(g => g.Missing), gaps, _repeated);
    }

    /// <summary>Computes the whole samples in each gap and carries the rounding error on, so that many gaps cause no shift.</summary>
    private (long Row, long Missing)[] Missing(double rate)
    {
        (long, long)[] gaps = new (long, long)[_gaps.Count];
        double rest = 0;
        for (int i = 0; i < gaps.Length; i++)
        {
            double exact = _gaps[i].Step * rate - 1 + rest;
            long missing = Math.Max(1, (long)Math.Round(exact));
            rest = exact - missing;
            gaps[i] = (_gaps[i].Row, missing);
        }

        return gaps;
    }

    private void Collect(long row, double step)
    {
        if (_period > 0)
            Sort(row, step);
        else
            _head.Add((row, step));
        if (_head.Count == HeadSteps)
            SettleHead();
    }

    /// <summary>Computes the median, then the mean near it: stamps in whole milliseconds may step by 1, 2, 1, 1, 2.</summary>
    private void SettleHead()
    {
        if (_head.Count == 0)
            return;
        double[] steps = [.. _head.Select(h => h.Step).Order()];
        double median = steps[steps.Length / 2];
        _period = steps.Where(s => s <= (IsArrival ? ArrivalGapSeconds : 3 * median)).DefaultIfEmpty().Average();
        foreach ((long row, double step) in _head)
            Sort(row, step);
        _head.Clear();
    }

    private void Sort(long row, double step)
    {
        if (step > Math.Max(GapPeriods * _period, IsArrival ? ArrivalGapSeconds : 0))
        {
            _gaps.Add((row, step));
            return;
        }

        _short += !IsArrival && step < _period / GapPeriods / GapPeriods ? 1 : 0;
        _seconds += step;
        _steps++;
    }

    /// <summary>An integer rate if it leaves the last sample within half a period of its stamp; stamps are rounded.</summary>
    private double Nominal(double rate) => Math.Abs(rate - Math.Round(rate)) * _seconds <= 0.5 && rate >= 0.5 ? Math.Round(rate) : rate;
}
