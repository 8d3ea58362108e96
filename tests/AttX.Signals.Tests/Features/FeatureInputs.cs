using AttX.Signals.Modalities;

namespace AttX.Signals.Tests.Features;

/// <summary>The inputs of the golden features; make_features.py computes the same.</summary>
internal static class FeatureInputs
{
    public const int Seconds = 130;

    public static Recording Recording(Device device, Modality modality, int rate) => new("S1", device, [Channel(modality, rate)], LabelTrack.None);

    public static Channel Channel(Modality modality, int rate) => new(modality, rate, Axes(modality, Seconds * rate, rate));

    private static double[][] Axes(Modality modality, int n, int rate) => modality switch
    {
        Modality.Ecg => [Ecg(n, rate)],
        Modality.Bvp => [Sum(Bumps(n, rate, Events(0.82, 0.05, 1), [(0.2, 60, 0.09), (0.45, 20, 0.1)]), i => 2 * SyntheticSignal.Noise(i, 3))],
        Modality.Eda => [Eda(n, rate)],
        Modality.Respiration => [Over(n, rate, (t, i) => (4 + Wave(0.013, t)) * Math.Sin(2 * Math.PI * 0.24 * t + Wave(0.04, t)) + 0.1 * SyntheticSignal.Noise(i, 6))],
        Modality.Temperature => [Over(n, rate, (t, i) => 33 + 0.004 * t + 0.1 * Wave(1 / 70.0, t) + 0.01 * SyntheticSignal.Noise(i, 7))],
        Modality.Acceleration => [Axis(n, rate, 0.8, 1.3, 8), Axis(n, rate, -0.1, 2.1, 9), Axis(n, rate, 0.55, 0.7, 10)],
        _ => [Over(n, rate, (t, i) => (0.02 + 0.01 * Wave(1 / 30.0, t)) * SyntheticSignal.Noise(i, 11) + 0.01 * Wave(31, t) * Wave(0.2, t) + 0.3)],
    };

    private static double[] Ecg(int n, int rate)
    {
        List<double> beats = Events(0.82, 0.05, 1);
        beats.RemoveAt(70);
        (double, double, double)[] shape = [(-0.18, 0.12, 0.025), (0, 1, 0.012), (0.03, -0.2, 0.012), (0.26, 0.25, 0.045)];
        return Sum(Bumps(n, rate, beats, shape), i => 0.1 * Wave(0.3, (double)i / rate) + 0.02 * SyntheticSignal.Noise(i, 2));
    }

    private static double[] Eda(int n, int rate)
    {
        double[] y = Over(n, rate, (t, i) => 4 + 0.3 * Wave(1 / 180.0, t) + 0.002 * t + 0.004 * SyntheticSignal.Noise(i, 5));
        foreach ((int response, double at) in Events(9, 0.3, 4).Index())
            for (int i = 0; i < n; i++)
                if (i / (double)rate - at is > 0 and var t)
                    y[i] += (0.05 + 0.1 * (response % 4)) * (Math.Exp(-t / 2.4) - Math.Exp(-t / 0.75)) / 0.4415;
        return y;
    }

    private static double[] Axis(int n, int rate, double level, double hz, int seed) => Over(n, rate,
        (t, i) => level + 0.2 * Wave(hz, t) * Wave(1 / 40.0, t) * Wave(1 / 40.0, t) + 0.05 * SyntheticSignal.Noise(i, seed));

    private static double Wave(double hz, double t) => Math.Sin(2 * Math.PI * hz * t);

    private static double[] Over(int n, int rate, Func<double, int, double> value) => [.. Enumerable.Range(0, n).Select(i => value((double)i / rate, i))];

    private static double[] Sum(double[] y, Func<int, double> more) => [.. y.Select((v, i) => v + more(i))];

    private static List<double> Events(double period, double depth, int seed)
    {
        List<double> times = [];
        for (double t = 0.4; t < Seconds + 2;)
        {
            times.Add(t);
            t += period * (1 + depth * Wave(0.25, t) + 0.6 * depth * Wave(0.09, t) + 0.02 * SyntheticSignal.Noise(times.Count - 1, seed));
        }

        return times;
    }

    private static double[] Bumps(int n, int rate, List<double> times, (double Delay, double Height, double Width)[] shape)
    {
        double[] y = new double[n];
        foreach (double at in times)
            foreach ((double delay, double height, double width) in shape)
                for (int i = Math.Max(0, (int)((at + delay - 12 * width) * rate)); i < Math.Min(n, (at + delay + 12 * width) * rate); i++) // beyond, nothing is left
                    y[i] += height * Math.Exp(-0.5 * Math.Pow(((double)i / rate - at - delay) / width, 2));
        return y;
    }
}
