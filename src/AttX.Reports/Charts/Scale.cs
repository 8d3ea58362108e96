namespace AttX.Reports.Charts;

/// <summary>Maps an axis's values to pixels: pixel = start + (value − minimum) · (end − start) / (maximum − minimum).</summary>
/// <param name="Minimum">The value at <paramref name="Start"/>.</param>
/// <param name="Maximum">The value at <paramref name="End"/>.</param>
/// <param name="Start">Pixel of the minimum.</param>
/// <param name="End">Pixel of the maximum; below <paramref name="Start"/> on an axis that points up.</param>
public readonly record struct Scale(double Minimum, double Maximum, double Start, double End)
{
    /// <summary>Creates the scale of an axis between two pixels.</summary>
    public Scale(Axis axis, double start, double end) : this(axis.Minimum, axis.Maximum, start, end)
    {
    }

    /// <summary>Returns the pixel of a value; the middle where the axis has no length.</summary>
    public double At(double value) => Maximum > Minimum
        ? Start + (value - Minimum) / (Maximum - Minimum) * (End - Start)
        : (Start + End) / 2;
}
