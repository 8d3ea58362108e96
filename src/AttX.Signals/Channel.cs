using AttX.Signals.Modalities;

namespace AttX.Signals;

/// <summary>One uniformly sampled signal of a recording, of one or more axes.</summary>
public sealed record Channel
{
    /// <summary>A channel of one or more axes.</summary>
    /// <param name="modality">What is measured.</param>
    /// <param name="samplingRateHz">Samples per second.</param>
    /// <param name="axes">The values of each axis, in the modality's unit; all of one length.</param>
    /// <exception cref="ArgumentException">There is no axis, or their lengths differ.</exception>
    public Channel(Modality modality, int samplingRateHz, IReadOnlyList<double[]> axes) =>
        (Modality, SamplingRateHz, Axes, Name) = (modality, samplingRateHz, axes, modality.Info().Label);

    /// <summary>A channel of one axis.</summary>
    /// <param name="modality">What is measured.</param>
    /// <param name="samplingRateHz">Samples per second.</param>
    /// <param name="samples">The values, in the modality's unit.</param>
    public Channel(Modality modality, int samplingRateHz, double[] samples)
        : this(modality, samplingRateHz, [samples])
    {
    }

    /// <summary>What is measured.</summary>
    public Modality Modality { get; init; }

    /// <summary>Samples per second; sample i was taken at i / SamplingRateHz seconds.</summary>
    public int SamplingRateHz { get; init; }

    /// <summary>The values of each axis, in the modality's unit; all of one length.</summary>
    public IReadOnlyList<double[]> Axes
    {
        get;
        init => field = value.Count > 0 && value.All(axis => axis.Length == value[0].Length) ? value : throw new ArgumentException(
            $"A channel needs axes of one length, got {string.Join(", ", value.Select(axis => axis.Length))} samples.", nameof(value));
    }

    /// <summary>The values of a channel of one axis.</summary>
    /// <exception cref="InvalidOperationException">It has several.</exception>
    public double[] Samples
    {
        get => Axes.Count == 1 ? Axes[0] : throw new InvalidOperationException($"{Name} has {Axes.Count} axes.");
        init => Axes = [value];
    }

    /// <summary>What messages call it: "ECG", or "ACC x" where it is one axis of several.</summary>
    public string Name { get; private init; }

    /// <summary>Samples of each axis.</summary>
    public int Length => Axes[0].Length;

    /// <summary>Length of the signal in seconds.</summary>
    public double DurationSeconds => (double)Length / SamplingRateHz;

    /// <summary>One of the axes, as a channel of its own.</summary>
    public Channel Axis(int axis) => Axes.Count == 1 ? this : this with
    {
        Axes = [Axes[axis]],
        Name = $"{Modality.Info().Label} {Modality.Info().Axes[axis]}",
    };

    /// <summary>A stretch of the samples, the axes of each beside each other: x, y, z, x, y, z, …</summary>
    public double[] Interleaved(int start, int count)
    {
        if (Axes is [var only])
            return only[start..(start + count)];
        double[] values = new double[count * Axes.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = Axes[i % Axes.Count][start + i / Axes.Count];
        return values;
    }
}
