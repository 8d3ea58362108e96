namespace AttX.Evaluation;

/// <summary>
/// Predicts from the time since the recording began, and from no signal: the share of each class among the training people's windows
/// at nearly the same elapsed time. Where a protocol has nearly the same order for all, this exceeds most classifiers of signals; a
/// score says something about signals only by what it has above it.
/// </summary>
public sealed class ClockBaseline
{
    /// <summary>Greatest difference of elapsed times, by default.</summary>
    public const double DefaultReachSeconds = 60;

    private readonly double _reachSeconds;
    private readonly double[] _times;
    private readonly int[][] _before;

    /// <summary>Collects the training people's windows.</summary>
    /// <param name="training">The training people's windows with their labels; what was predicted for them is not used.</param>
    /// <param name="reachSeconds">A training window counts if its elapsed time differs by less.</param>
    /// <exception cref="ArgumentException">No windows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A reach that is not positive.</exception>
    public ClockBaseline(IReadOnlyList<Predictions> training, double reachSeconds = DefaultReachSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(reachSeconds);
        _reachSeconds = reachSeconds;
        Prediction[] windows = [.. training.SelectMany(p => p.Items).OrderBy(w => w.StartSeconds)];
        if (windows.Length == 0)
            throw new ArgumentException("The clock needs at least one training window.", nameof(training));
        _times = [.. windows.Select(w => w.StartSeconds)];
        int classes = training.Max(p => p.Classes);
        _before = [.. Enumerable.Range(0, classes).Select(c => RunningCount(windows, c))];
    }

    /// <summary>
    /// Predicts a test person's windows: the class with the largest share, the first of equal ones. Without a training window near enough,
    /// the shares are those of all training windows.
    /// </summary>
    public Predictions Predict(Predictions test) => test with { Items = [.. test.Items.Select(Predict)] };

    private Prediction Predict(Prediction window)
    {
        int first = First(t => t > window.StartSeconds - _reachSeconds), end = First(t => t >= window.StartSeconds + _reachSeconds);
        if (first >= end)
            (first, end) = (0, _times.Length);
        int[] counts = [.. _before.Select(n => n[end] - n[first])];
        return window with
        {
            Predicted = counts.IndexOf(counts.Max()),
            Probabilities = [.. counts.Select(n => (float)n / (end - first))],
        };
    }

    /// <summary>Returns the index of the first training window whose time fulfils a condition that all later ones fulfil, too.</summary>
    private int First(Func<double, bool> reached)
    {
        (int low, int high) = (0, _times.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = reached(_times[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static int[] RunningCount(Prediction[] windows, int label)
    {
        int[] before = new int[windows.Length + 1];
        for (int i = 0; i < windows.Length; i++)
            before[i + 1] = before[i] + (windows[i].Label == label ? 1 : 0);
        return before;
    }
}
