using AttX.Datasets.Wesad;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Synthetic;

/// <summary>All arrays of one synthetic subject, determined by seed, subject number and length alone.</summary>
internal sealed class SyntheticSubject
{
    private const int RateHz = WesadArray.LabelRateHz;

    private readonly Func<string, Dice> _dice;
    private readonly SubjectTraits _traits;
    private readonly Autonomic _course;
    private readonly Motion _motion;
    private readonly double[] _beats;

    public SyntheticSubject(int seed, int number, double minutes)
    {
        _dice = purpose => new Dice(seed, number, purpose);
        _traits = SubjectTraits.Draw(_dice("traits"));
        Labels = SessionPlan.Labels(minutes, _traits.StressFirst);
        _course = Autonomic.Draw(_traits, Labels, _dice("course"));
        _motion = Motion.Draw(_traits, Labels, _dice("motion"));
        _beats = Heart.Beats(_traits, _course, (double)Labels.Length / RateHz, _dice("beats"));
    }

    /// <summary>The condition at each 1/700 s.</summary>
    public AffectiveState[] Labels { get; }

    /// <summary>The true times of the heart's beats (R waves), in seconds; a few lie before the start and after the end.</summary>
    public IReadOnlyList<double> Beats => _beats;

    /// <summary>The true times of the pulse's systolic peaks at the wrist, in seconds, one per beat but the last.</summary>
    public IEnumerable<double> PulsePeaks => Heart.PulsePeaks(_traits, _course, _beats);

    /// <summary>Computes the values of an array, interleaved if it has columns, in the release's unit and quantisation.</summary>
    public double[] Signal(WesadArray array)
    {
        int samples = (int)((long)Labels.Length * array.SamplingRateHz / RateHz);
        Dice dice = _dice($"{array.Path}");
        return (array.Device, array.Modality) switch
        {
            (_, Modality.Acceleration) => Acceleration(array, samples, dice),
            (Device.Chest, Modality.Ecg) => Ecg(samples, dice),
            (Device.Chest, Modality.Emg) => Emg(samples, dice),
            (_, Modality.Eda) => Eda(array, samples, dice),
            (_, Modality.Temperature) => Temperature(array, samples, dice),
            (Device.Chest, Modality.Respiration) => Respiration(samples, dice),
            (Device.Wrist, Modality.Bvp) => Bvp(samples, dice),
            _ => throw new ArgumentOutOfRangeException(nameof(array), array, "The release has no such array."),
        };
    }

    /// <summary>Computes the ECG: beats, baseline wander with the breath, mains hum, muscle noise; 16 bits over ±1.5 mV.</summary>
    private double[] Ecg(int samples, Dice dice)
    {
        double[] ecg = Heart.Ecg(_traits, _course, _beats, samples);
        double wander = 0, wanderGain = dice.Uniform(0.03, 0.10), hum = dice.Uniform(0, 0.012);
        for (int i = 0; i < samples; i++)
        {
            double t = (double)i / RateHz;
            wander += -wander / (0.8 * RateHz) + dice.Normal(0, 0.002);
            ecg[i] += wanderGain * Math.Sin(Autonomic.At(_course.Breath, t) + 0.5) + wander
                + hum * Math.Sin(Math.Tau * 50 * t) + dice.Normal(0, _traits.EcgNoise);
        }
        _motion.AddTo(ecg, RateHz, 1, 0.5, dice);
        // Electrode contact: the fast part of a movement falls into the band of the QRS complex.
        AddBurstNoise(ecg, 0.10, dice);
        return Quantised(ecg, 3.0 / 65536, -1.5, 1.5);
    }

    private double[] Bvp(int samples, Dice dice)
    {
        double[] bvp = Heart.Bvp(_traits, _course, _beats, samples);
        _motion.AddTo(bvp, 64, 1, 120, dice);
        for (int i = 0; i < samples; i++)
            bvp[i] += dice.Normal(0, 2.5);
        return Quantised(bvp, 0.01, -2000, 2000);
    }

    /// <summary>Computes the EDA. Chest: 16 bits over 25 µS. Wrist: another level, more movement, the E4's coarse steps.</summary>
    private double[] Eda(WesadArray array, int samples, Dice dice)
    {
        bool chest = array.Device == Device.Chest;
        double level = chest ? _traits.SkinLevel : _traits.SkinLevel * dice.Around(0.4, 0.4, 0.1, 1);
        double[] eda = Skin.Eda(_traits, _course, level, array.SamplingRateHz, samples, _dice("skin"));
        _motion.AddTo(eda, array.SamplingRateHz, 1, (chest ? 0.08 : 0.15) * level, dice);
        for (int i = 0; i < samples; i++)
            eda[i] += dice.Normal(0, 0.004);
        return Quantised(eda, chest ? 25.0 / 65536 : 0.00128, chest ? 0 : 0.01, chest ? 24.9996 : 100);
    }

    private double[] Emg(int samples, Dice dice)
    {
        double[] emg = new double[samples];
        double tension = dice.Around(0.006, 0.4, 0.002, 0.02);
        for (int i = 0; i < samples; i++)
            emg[i] = dice.Normal(0, tension * (1 + 0.5 * Math.Max(0, Autonomic.At(_course.Arousal, (double)i / RateHz))));
        AddBurstNoise(emg, 0.08, dice);
        return Quantised(emg, 3.0 / 65536, -1.5, 1.5);
    }

    private double[] Respiration(int samples, Dice dice)
    {
        double[] respiration = new double[samples];
        double depth = dice.Around(4, 0.3, 1.5, 9);
        for (int i = 0; i < samples; i++)
        {
            double t = (double)i / RateHz, phase = Autonomic.At(_course.Breath, t);
            respiration[i] = depth * Autonomic.At(_course.BreathDepth, t) * (Math.Sin(phase) + 0.18 * Math.Sin(2 * phase + 0.6)) + dice.Normal(0, 0.05);
        }
        _motion.AddTo(respiration, RateHz, 1, 5, dice);
        return Quantised(respiration, 100.0 / 65536, -50, 50);
    }

    /// <summary>Computes the temperature, which changes over minutes; a hand cools under stress.</summary>
    private double[] Temperature(WesadArray array, int samples, Dice dice)
    {
        bool chest = array.Device == Device.Chest;
        double[] temperature = new double[samples];
        double start = chest ? dice.Uniform(33.2, 34.6) : dice.Uniform(31.5, 34.5), drift = dice.Normal(0.2, 0.4), cooling = 0;
        for (int i = 0; i < samples; i++)
        {
            cooling += (Autonomic.At(_course.Arousal, (double)i / array.SamplingRateHz) - cooling) / (90.0 * array.SamplingRateHz);
            temperature[i] = start + drift * i / samples - (chest ? 0.1 : 0.6) * cooling + dice.Normal(0, chest ? 0.006 : 0.01);
        }
        return Quantised(temperature, chest ? 0.0015 : 0.02, 20, 45);
    }

    /// <summary>Computes the acceleration: gravity, breath (chest), tremor and movements; g on the chest, 1/64 g at the wrist.</summary>
    private double[] Acceleration(WesadArray array, int samples, Dice dice)
    {
        bool chest = array.Device == Device.Chest;
        double[] axes = new double[3 * samples];
        double tilt = dice.Uniform(0.2, 0.7), turn = dice.Uniform(-1, 1);
        double[] gravity = [Math.Cos(tilt), Math.Sin(tilt) * Math.Sin(turn), Math.Sin(tilt) * Math.Cos(turn)];
        for (int i = 0; i < axes.Length; i++)
        {
            double t = (double)(i / 3) / array.SamplingRateHz;
            double breath = chest ? 0.004 * Math.Sin(Autonomic.At(_course.Breath, t) + i % 3) : 0;
            axes[i] = gravity[i % 3] + breath + dice.Normal(0, chest ? 0.003 : 0.006);
        }
        _motion.AddTo(axes, array.SamplingRateHz, 3, chest ? 0.25 : 0.6, dice);
        if (chest)
            return Quantised(axes, 0.0002, -6.6, 6.6);
        for (int i = 0; i < axes.Length; i++)
            axes[i] *= 64;
        return Quantised(axes, 1, -128, 127);
    }

    /// <summary>Adds noise of muscles and electrodes for the duration of each movement.</summary>
    private void AddBurstNoise(double[] signal, double deviation, Dice dice)
    {
        double[] envelope = new double[signal.Length];
        _motion.AddTo(envelope, RateHz, 1, 1, dice);
        for (int i = 0; i < signal.Length; i++)
            if (envelope[i] != 0)
                signal[i] += Math.Abs(envelope[i]) * dice.Normal(0, deviation);
    }

    private static double[] Quantised(double[] values, double step, double low, double high)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = Math.Clamp(Math.Round(values[i] / step) * step, low, high);
        return values;
    }
}
