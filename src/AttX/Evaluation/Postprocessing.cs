using System.Globalization;
using AttX.Ground;
using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>Levels of an alarm with hysteresis: between them it stays what it is.</summary>
/// <param name="On">The positive class's probability from which on an alarm is raised.</param>
/// <param name="Off">The probability below which it ends; at most <paramref name="On"/>.</param>
public sealed record AlarmLevels(double On, double Off);

/// <summary>What is made of a model's probabilities, window after window, before somebody acts on them. Nothing by default.</summary>
public sealed record Postprocessing
{
    /// <summary>The longest time to smooth over.</summary>
    public const double LongestSeconds = 600;

    /// <summary>Nothing.</summary>
    public static Postprocessing None { get; } = new();

    /// <summary>Time over which the log-odds of windows are averaged, up to the window's own; 0: none.</summary>
    public double SmoothSeconds { get; init; }

    /// <summary>The least probability of the likeliest class for which that class is the estimate; 0: any.</summary>
    public double Abstain { get; init; }

    /// <summary>Levels of the alarm; null: none.</summary>
    public AlarmLevels? Alarm { get; init; }

    /// <summary>Whether it changes nothing.</summary>
    public bool IsNone => this == None;

    /// <summary>Returns by how much smoothing delays estimates: the mean age of the windows averaged, all of them estimated.</summary>
    public double DelaySeconds(WindowSpec spec) => SmoothSeconds == 0 ? 0 : (Math.Ceiling(SmoothSamples(spec) / (double)spec.HopSamples) - 1) / 2 * Hop(spec);

    /// <summary>Returns it, after checking that it fits a model.</summary>
    /// <param name="spec">How the model's windows are cut.</param>
    /// <param name="classes">Number of its classes.</param>
    /// <exception cref="OptionsException">It does not; lists all problems, one line each.</exception>
    public Postprocessing Required(WindowSpec spec, int classes) => Problems(spec, classes).ToArray() is { Length: > 0 } problems ? throw new OptionsException(problems) : this;

    /// <summary>Returns why it does not fit a model, one line each; empty if it does.</summary>
    /// <param name="spec">How the model's windows are cut.</param>
    /// <param name="classes">Number of its classes.</param>
    public IEnumerable<string> Problems(WindowSpec spec, int classes)
    {
        if (SmoothSeconds != 0 && !(SmoothSeconds > Hop(spec) && SmoothSeconds <= LongestSeconds))
            yield return Line($"--smooth must be longer than the {Hop(spec)} s between windows, and at most {LongestSeconds} s, got {SmoothSeconds}.");
        if (Abstain != 0 && !(Abstain > 1.0 / classes && Abstain < 1))
            yield return Line($"--abstain must be above 1/{classes}, which the likeliest of {classes} classes always has, and below 1, got {Abstain}.");
        if (Alarm is { } alarm && !(alarm.On is > 0 and < 1 && alarm.Off is > 0 and < 1))
            yield return Line($"--alarm must be two probabilities between 0 and 1, got {alarm.On},{alarm.Off}.");
        else if (Alarm is { } levels && levels.Off > levels.On)
            yield return Line($"--alarm {levels.On},{levels.Off}: an alarm that is raised from {levels.On} would end below {levels.Off} at once. Give an OFF of at most ON.");
    }

    /// <summary>Says what is done, one sentence each.</summary>
    /// <param name="spec">How windows are cut.</param>
    /// <param name="positive">The class that raises alarms.</param>
    public IEnumerable<string> Describe(WindowSpec spec, string positive)
    {
        if (SmoothSeconds > 0)
            yield return Line($"Probabilities are means of the log-odds over the last {SmoothSeconds} s: they lag by {DelaySeconds(spec):0.##} s.");
        if (Abstain > 0)
            yield return Line($"Where no class reaches {Abstain}, the estimate is uncertain.");
        if (Alarm != null)
            yield return Line($"An alarm is raised where {positive} reaches {Alarm.On}, and ends below {Alarm.Off}.");
    }

    internal long SmoothSamples(WindowSpec spec) => (long)Math.Round(SmoothSeconds * spec.SamplingRateHz);

    private static double Hop(WindowSpec spec) => (double)spec.HopSamples / spec.SamplingRateHz;

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
