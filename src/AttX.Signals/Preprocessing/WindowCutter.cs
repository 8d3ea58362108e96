using AttX.Signals.Resampling;

namespace AttX.Signals.Preprocessing;

/// <summary>Resamples a signal where the windows are, and only there, and cuts them to single precision.</summary>
internal sealed class WindowCutter(PolyphaseResampler resampler, IReadOnlyList<Window> windows, WindowSpec spec)
{
    private readonly int _length = spec.WindowSamples;

    /// <summary>The windows of resample((signal - mean) / deviation), one after another.</summary>
    /// <exception cref="InvalidDataException">They are more values than an array holds.</exception>
    public float[] Cut(ReadOnlySpan<double> signal, double mean, double deviation)
    {
        float[] cut = Room();
        double[] values = new double[_length], unit = new double[_length];
        double scale = 1 / deviation;
        for (int w = 0; w < windows.Count; w++)
        {
            int known = CopyOverlap(cut, w), count = _length - known;
            resampler.Resample(signal, windows[w].StartSample + known, values.AsSpan(0, count));
            resampler.UnitResponse(signal.Length, windows[w].StartSample + known, unit.AsSpan(0, count));
            Span<float> rest = cut.AsSpan(w * _length + known, count);
            for (int i = 0; i < rest.Length; i++)
                rest[i] = (float)((values[i] - mean * unit[i]) * scale);
        }

        return cut;
    }

    /// <summary>The windows of what a signal of ones becomes.</summary>
    public float[] CutUnitResponse(int signalLength)
    {
        float[] cut = Room();
        double[] unit = new double[_length];
        for (int w = 0; w < windows.Count; w++)
        {
            resampler.UnitResponse(signalLength, windows[w].StartSample, unit);
            for (int i = 0; i < unit.Length; i++)
                cut[w * _length + i] = (float)unit[i];
        }

        return cut;
    }

    private float[] Room()
    {
        long values = (long)windows.Count * _length;
        return values <= Array.MaxLength ? GC.AllocateUninitializedArray<float>((int)values) : throw new InvalidDataException(
            $"{windows.Count} windows of {_length} samples are {values} values, at most {Array.MaxLength} can be held: " +
            "give a smaller --overlap, or cut the recording.");
    }

    /// <summary>Copies what a window has in common with the one before it; returns how much that is.</summary>
    private int CopyOverlap(float[] cut, int window)
    {
        int ahead = window == 0 ? _length : windows[window].StartSample - windows[window - 1].StartSample;
        if (ahead >= _length)
            return 0;
        cut.AsSpan((window - 1) * _length + ahead, _length - ahead).CopyTo(cut.AsSpan(window * _length));
        return _length - ahead;
    }
}
