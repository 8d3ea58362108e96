namespace AttX.Streaming;

/// <summary>Mean and deviation of the z-score, and whether enough samples determine them.</summary>
internal readonly record struct Scale(double Mean, double StandardDeviation, bool IsCalibrated);

/// <summary>Supplies mean and deviation of a channel's axes, as of a window's end.</summary>
internal interface IScaleSource
{
    /// <summary>Ways in which the signal enters the network; the axes of the first come first.</summary>
    int Ways => 1;

    /// <summary>Measures what the channel is heard to be.</summary>
    SessionMeter Meter { get; }

    /// <summary>Adds the next filtered sample, one value per axis.</summary>
    /// <param name="filtered">The values.</param>
    /// <param name="isHeard">False in a long gap.</param>
    void Add(ReadOnlySpan<double> filtered, bool isHeard);

    /// <summary>The channel begins anew after a long silence.</summary>
    void Restart();

    /// <summary>Returns a scale.</summary>
    /// <param name="seconds">Whole seconds since the channel began; only the latest ones may be asked for, in order.</param>
    /// <param name="place">way · axes + axis.</param>
    Scale At(long seconds, int place);

    /// <summary>Standardises a resampled sample as the offline chain does for such models.</summary>
    float Standardise(double x, double unit, Scale scale) => (float)((x - scale.Mean * unit) / scale.StandardDeviation);
}
