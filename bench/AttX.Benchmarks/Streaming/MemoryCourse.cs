using System.Diagnostics;
using System.Globalization;

namespace AttX.Benchmarks.Streaming;

/// <summary>This process's resident memory, once a second, and how fast it grows.</summary>
internal sealed class MemoryCourse : IDisposable
{
    private readonly List<(double Minutes, double Megabytes)> _course = [];
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Timer _timer;

    /// <summary>Begins.</summary>
    public MemoryCourse() => _timer = new Timer(_ => Sample(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));

    /// <summary>Ends, and describes growth: a line fitted to the samples after the first minute, or the first half where that is shorter.</summary>
    public string Describe()
    {
        _timer.Dispose();
        lock (_course)
        {
            double from = Math.Min(1, _course[^1].Minutes / 2);
            (double Minutes, double Megabytes)[] later = [.. _course.Where(p => p.Minutes >= from)];
            (double x, double y) = (later.Average(p => p.Minutes), later.Average(p => p.Megabytes));
            double slope = later.Sum(p => (p.Minutes - x) * (p.Megabytes - y)) / later.Sum(p => (p.Minutes - x) * (p.Minutes - x));
            return string.Create(CultureInfo.InvariantCulture,
                $"{slope:+0.00;-0.00} MB a minute after the first {60 * from:0} s (from {later[0].Megabytes:0} to {later[^1].Megabytes:0} MB; most {later.Max(p => p.Megabytes):0} MB)");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _process.Dispose();
    }

    private void Sample()
    {
        lock (_course)
        {
            _process.Refresh();
            _course.Add((Stopwatch.GetElapsedTime(_start).TotalMinutes, _process.WorkingSet64 / 1e6));
        }
    }
}
