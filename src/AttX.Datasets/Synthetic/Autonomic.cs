using AttX.Datasets.Wesad;

namespace AttX.Datasets.Synthetic;

/// <summary>
/// The slow course of a session at 4 Hz: arousal follows the condition with a lag, fades within it, and wanders on its own;
/// heart and skin each follow it in their own strength.
/// </summary>
internal sealed class Autonomic
{
    /// <summary>Steps per second.</summary>
    public const int RateHz = 4;

    private Autonomic(int steps)
    {
        Arousal = new double[steps];
        HeartRate = new double[steps];
        Breath = new double[steps];
        BreathDepth = new double[steps];
    }

    /// <summary>About 0 at rest, 1 under stress, below 0 in meditation.</summary>
    public double[] Arousal { get; }

    /// <summary>Beats per minute, before the variability from beat to beat.</summary>
    public double[] HeartRate { get; }

    /// <summary>Breathing phase in radians, growing.</summary>
    public double[] Breath { get; }

    /// <summary>Depth of breathing, 1 at rest.</summary>
    public double[] BreathDepth { get; }

    /// <summary>Draws the course of a session.</summary>
    public static Autonomic Draw(SubjectTraits traits, AffectiveState[] labels, Dice dice)
    {
        const double step = 1.0 / RateHz;
        int stride = WesadArray.LabelRateHz / RateHz, steps = labels.Length / stride + 1;
        Autonomic course = new(steps);
        double arousal = 0.2, wander = 0, heartWander = 0, breathWander = 0, phase = dice.Uniform(0, Math.Tau), held = 0;
        for (int i = 0; i < steps; i++)
        {
            AffectiveState state = labels[Math.Min(i * stride, labels.Length - 1)];
            held = i > 0 && state == labels[Math.Min((i - 1) * stride, labels.Length - 1)] ? held + step : 0;
            arousal += (Target(state, traits, held) - arousal) * step / 6;
            wander = Wander(wander, 0.20, 35, step, dice);
            heartWander = Wander(heartWander, 3.0, 25, step, dice);
            breathWander = Wander(breathWander, 0.035, 12, step, dice);
            double a = arousal + wander;
            course.Arousal[i] = a;
            course.HeartRate[i] = Math.Clamp(traits.HeartRate + traits.HeartResponse * a + heartWander, 42, 165);
            course.Breath[i] = phase;
            course.BreathDepth[i] = Math.Clamp(1 - 0.2 * a + 4 * breathWander, 0.35, 1.8);
            phase += Math.Tau * step * Math.Clamp(traits.BreathHz + 0.06 * a + breathWander, 0.09, 0.6);
        }
        return course;
    }

    /// <summary>A slow value at a time, between its steps.</summary>
    public static double At(double[] values, double seconds)
    {
        double position = Math.Clamp(seconds * RateHz, 0, values.Length - 1);
        int i = Math.Min((int)position, values.Length - 2);
        return values[i] + (position - i) * (values[i + 1] - values[i]);
    }

    /// <summary>Stress peaks and then habituates; a funny clip comes and goes.</summary>
    private static double Target(AffectiveState state, SubjectTraits traits, double held) => state switch
    {
        AffectiveState.Baseline => 0,
        AffectiveState.Stress => 0.8 + 0.4 * Math.Exp(-held / 60),
        AffectiveState.Amusement => traits.AmusementArousal * (1 + 0.5 * Math.Sin(Math.Tau * held / 45)),
        AffectiveState.Meditation => -0.35,
        _ => 0.35,
    };

    /// <summary>One step of an Ornstein-Uhlenbeck process of the given deviation and time constant.</summary>
    private static double Wander(double value, double deviation, double seconds, double step, Dice dice)
    {
        double keep = Math.Exp(-step / seconds);
        return keep * value + dice.Normal(0, deviation * Math.Sqrt(1 - keep * keep));
    }
}
