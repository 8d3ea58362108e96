using System.Globalization;

namespace AttX.Cli;

/// <summary>How far a run has come and how long it will still take. Not thread-safe.</summary>
internal sealed class RunProgress(TimeProvider time)
{
    private readonly Dictionary<string, double> _shares = [];
    private long _started;
    private double _resumed;

    /// <summary>Number of folds.</summary>
    public int Folds { get; private set; } = 1;

    /// <summary>Share of all folds' training that is done.</summary>
    public double Done => Math.Min(1, _shares.Values.Sum() / Folds);

    /// <summary>Begins to measure.</summary>
    public void Start(int folds)
    {
        Folds = folds;
        _started = time.GetTimestamp();
    }

    /// <summary>A fold has come this far; what an earlier process did does not count as speed.</summary>
    public void Advance(string subject, double share, bool resumed)
    {
        if (resumed)
            _resumed += (share - _shares.GetValueOrDefault(subject)) / Folds;
        _shares[subject] = share;
    }

    /// <summary>For example "about 3 min left", or nothing while that cannot be told.</summary>
    public string Remaining()
    {
        double now = Done - _resumed;
        if (now <= 0.001 || Done >= 1)
            return "";
        double seconds = time.GetElapsedTime(_started).TotalSeconds * (1 - Done) / now;
        FormattableString text = seconds switch
        {
            < 90 => $", about {Math.Max(1, seconds):0} s left",
            < 5400 => $", about {seconds / 60:0} min left",
            _ => $", about {seconds / 3600:0.0} h left",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
