using AttX.Signals.Resampling;

namespace AttX.Signals.Preprocessing;

/// <summary>Resamples a signal where the windows are, and only there, and cuts them to single precision.</summary>
internal sealed class WindowCutter(PolyphaseResampler resampler, IReadOnlyList<Window> windows, WindowSpec spec)
{
    private readonly int _length = spec.WindowSamples;

    /// <summary>Room for the windows of a channel, one after another: windows × samples × axes.</summary>
    /// <exception cref="InvalidDataException">They are more values than an array holds.</exception>
    public float[] Room(int axes)
    {
        long values = (long)windows.Count * _length * axes;
        return values <= Array.MaxLength ? GC.AllocateUninitializedArray<float>((int)values) : throw new InvalidDataException(
            $"{windows.Count} windows of {_length * axes} samples are {values} values, at most {Array.MaxLength} can be held: " +
            "give a smaller --overlap, or cut the recording.");
    }

    /// <summary>The windows of resample((signal - mean) / deviation), into the place of an axis.</summary>
    public void Cut(ReadOnlySpan<double> signal, double mean, double deviation, float[] cut, int axis = 0, int axes = 1)
    {
        double[] values = new double[_length], unit = new double[_length];
        double scale = 1 / deviation;
        for (int w = 0; w < windows.Count; w++)
        {
            int known = CopyOverlap(cut, w, axes), count = _length - known;
            resampler.Resample(signal, windows[w].StartSample + known, values.AsSpan(0, count));
            resampler.UnitResponse(signal.Length, windows[w].StartSample + known, unit.AsSpan(0, count));
            Span<float> rest = cut.AsSpan((w * _length + known) * axes, count * axes);
            for (int i = 0; i < count; i++)
                rest[i * axes + axis] = (float)((values[i] - mean * unit[i]) * scale);
        }
    }

    /// <summary>The windows of what a signal of ones becomes.</summary>
    public float[] CutUnitResponse(int signalLength)
    {
        float[] cut = Room(1);
        double[] unit = new double[_length];
        for (int w = 0; w < windows.Count; w++)
        {
            resampler.UnitResponse(signalLength, windows[w].StartSample, unit);
            for (int i = 0; i < unit.Length; i++)
                cut[w * _length + i] = (float)unit[i];
        }

        return cut;
    }

    /// <summary>Copies what a window has in common with the one before it, on all axes (those to come are overwritten); returns how much that is.</summary>
    private int CopyOverlap(float[] cut, int window, int axes)
    {
        int ahead = window == 0 ? _length : windows[window].StartSample - windows[window - 1].StartSample;
        if (ahead >= _length)
            return 0;
        cut.AsSpan(((window - 1) * _length + ahead) * axes, (_length - ahead) * axes).CopyTo(cut.AsSpan(window * _length * axes));
        return _length - ahead;
    }
}
