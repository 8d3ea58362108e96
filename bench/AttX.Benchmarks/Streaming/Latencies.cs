namespace AttX.Benchmarks.Streaming;

/// <summary>Latencies of many estimates in bins 2 % apart: hours of them take no more memory than a minute's.</summary>
internal sealed class Latencies
{
    private readonly Histogram _total = new(), _service = new();

    /// <summary>From the moment a chunk was due to the estimate.</summary>
    public static string Percentiles(IEnumerable<Latencies> all) => Histogram.Percentiles([.. all.Select(l => l._total)]);

    /// <summary>Of that, from the chunk's push to the estimate.</summary>
    public static string ServicePercentiles(IEnumerable<Latencies> all) => Histogram.Percentiles([.. all.Select(l => l._service)]);

    /// <summary>Number of estimates.</summary>
    public long Count => _total.Count;

    /// <summary>Adds an estimate's.</summary>
    public void Add(TimeSpan total, TimeSpan service)
    {
        _total.Add(total.TotalMilliseconds);
        _service.Add(service.TotalMilliseconds);
    }

    private sealed class Histogram
    {
        private const double Ratio = 1.02, Least = 0.001;

        private readonly long[] _bins = new long[1024];
        private double _max;

        public long Count { get; private set; }

        public void Add(double milliseconds)
        {
            int bin = (int)Math.Clamp(Math.Log(milliseconds / Least) / Math.Log(Ratio), 0, _bins.Length - 1);
            _bins[bin]++;
            Count++;
            _max = Math.Max(_max, milliseconds);
        }

        public static string Percentiles(IReadOnlyList<Histogram> all)
        {
            return FormattableString.Invariant(
                $"p50 {At(0.5):0.00} ms, p95 {At(0.95):0.00} ms, p99 {At(0.99):0.00} ms, p99.9 {At(0.999):0.00} ms, max {all.Max(h => h._max):0.0} ms");

            double At(double share)
            {
                double before = share * all.Sum(h => h.Count);
                int bin = 0;
                for (; bin < all[0]._bins.Length - 1 && (before -= all.Sum(h => h._bins[bin])) > 0; bin++)
                    continue;
                return Least * Math.Pow(Ratio, bin + 0.5);
            }
        }
    }
}
