using System.Globalization;

namespace AttX.Cli.Views;

/// <summary>Tracks a run's progress and estimates its remaining time. Not thread-safe.</summary>
internal sealed class RunProgress(TimeProvider time)
{
    private readonly Dictionary<string, double> _shares = [];
    private IReadOnlyDictionary<string, double> _weights = new Dictionary<string, double>();
    private long _started;
    private double _resumed;

    /// <summary>Finished share of all folds' training.</summary>
    public double Done { get; private set; }

    /// <summary>Starts the measurement.</summary>
    /// <param name="folds">Every fold with a measure of its work.</param>
    public void Start(IReadOnlyList<(string Fold, double Work)> folds)
    {
        double total = folds.Sum(f => f.Work);
        _weights = folds.ToDictionary(f => f.Fold, f => f.Work / total);
        _started = time.GetTimestamp();
    }

    /// <summary>Records a fold's progress; what an earlier process did does not count towards the speed.</summary>
    public void Advance(string fold, double share, bool resumed)
    {
        double advance = (share - _shares.GetValueOrDefault(fold)) * _weights[fold];
        if (resumed)
            _resumed += advance;
        Done = Math.Min(1, Done + advance);
        _shares[fold] = share;
    }

    /// <summary>Formats the remaining time, such as "about 3 min left"; empty while it is unknown.</summary>
    public string Remaining()
    {
        double now = Done - _resumed;
        if (now <= 0.001 || Done >= 1)
            return "";
        return About(time.GetElapsedTime(_started).TotalSeconds * (1 - Done) / now);
    }

    /// <summary>Formats a remaining time, such as ", about 3 min left".</summary>
    public static string About(double seconds)
    {
        FormattableString text = seconds switch
        {
            < 90 => $", about {Math.Max(1, seconds):0} s left",
            < 5400 => $", about {seconds / 60:0} min left",
            _ => $", about {seconds / 3600:0.0} h left",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
