namespace AttX.Streaming;

/// <summary>
/// Mean and population deviation of the samples so far (Welford 1962); from <paramref name="memory"/> samples on, older ones fade
/// exponentially. With a memory of 0, they are frozen after calibration.
/// </summary>
/// <param name="calibration">Number of samples for calibration.</param>
/// <param name="memory">Number of samples after which older ones fade.</param>
internal sealed class RunningStatistics(long calibration, long memory)
{
    private long _count;
    private double _mean, _variance;

    public Scale Scale => new(_mean, Math.Sqrt(_variance), _count >= calibration && _variance > 0);

    public void Add(double x)
    {
        if (memory == 0 && _count >= calibration && _variance > 0)
            return;
        long n = Math.Min(++_count, Math.Max(memory, calibration));
        double before = x - _mean;
        _mean += before / n;
        _variance += (before * (x - _mean) - _variance) / n;
    }
}
