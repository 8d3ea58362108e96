using AttX.Signals.Resampling;

namespace AttX.Signals.Preprocessing;

/// <summary>Resamples a signal where the windows are, and only there, and cuts them to single precision.</summary>
internal sealed class WindowCutter(PolyphaseResampler resampler, IReadOnlyList<Window> windows, WindowSpec spec)
{
    private readonly int _length = spec.WindowSamples;

    /// <summary>The windows of resample((signal - mean) / deviation), one after another.</summary>
    public float[] Cut(ReadOnlySpan<double> signal, double mean, double deviation)
    {
        float[] cut = new float[(long)windows.Count * _length];
        double[] values = [], unit = [];
        for (int first = 0; first < windows.Count;)
        {
            (int last, int start, int count) = Stretch(first);
            Grow(ref values, count);
            Grow(ref unit, count);
            resampler.Resample(signal, start, values.AsSpan(0, count));
            resampler.UnitResponse(signal.Length, start, unit.AsSpan(0, count));
            for (int i = 0; i < count; i++)
                values[i] = (values[i] - mean * unit[i]) / deviation;
            for (; first <= last; first++)
                Narrow(values.AsSpan(windows[first].StartSample - start, _length), cut.AsSpan(first * _length, _length));
        }

        return cut;
    }

    /// <summary>The windows of what a signal of ones becomes.</summary>
    public float[] CutUnitResponse(int signalLength)
    {
        float[] cut = new float[(long)windows.Count * _length];
        double[] unit = new double[_length];
        for (int w = 0; w < windows.Count; w++)
        {
            resampler.UnitResponse(signalLength, windows[w].StartSample, unit);
            Narrow(unit, cut.AsSpan(w * _length, _length));
        }

        return cut;
    }

    /// <summary>The windows from the first given to the last one that overlaps its predecessor, and the samples they span.</summary>
    private (int Last, int Start, int Count) Stretch(int first)
    {
        int last = first;
        while (last + 1 < windows.Count && windows[last + 1].StartSample <= windows[last].StartSample + _length)
            last++;
        int start = windows[first].StartSample;
        return (last, start, windows[last].StartSample + _length - start);
    }

    private static void Grow(ref double[] buffer, int count)
    {
        if (buffer.Length < count)
            buffer = new double[count];
    }

    private static void Narrow(ReadOnlySpan<double> from, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = (float)from[i];
    }
}
