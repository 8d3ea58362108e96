namespace AttX.Signals.Modalities;

/// <summary>What the project knows about a device: one immutable row of <see cref="DeviceTable"/>.</summary>
/// <param name="Device">The device.</param>
/// <param name="Name">As options, files and messages spell it: <c>chest</c>.</param>
/// <param name="Modalities">What it records.</param>
/// <param name="DefaultModalities">Those that are used where none are named.</param>
/// <param name="DefaultRateHz">The common rate of the windows where none is given.</param>
public sealed record DeviceInfo(
    Device Device, string Name, IReadOnlyList<Modality> Modalities, IReadOnlyList<Modality> DefaultModalities, int DefaultRateHz)
{
    /// <summary>Whether signals at the labels' rate are sampled together with them, so that their lengths must be equal.</summary>
    public bool SamplesWithLabels { get; init; }
}

/// <summary>Everything that differs between devices, a row for each.</summary>
public static class DeviceTable
{
    /// <summary>The rows, in the order of <see cref="Device"/>.</summary>
    public static IReadOnlyList<DeviceInfo> All { get; } =
    [
        new(Device.Chest, "chest",
            [Modality.Ecg, Modality.Eda, Modality.Emg, Modality.Temperature, Modality.Respiration, Modality.Acceleration],
            [Modality.Ecg, Modality.Eda], 256) { SamplesWithLabels = true },
        new(Device.Wrist, "wrist",
            [Modality.Bvp, Modality.Eda, Modality.Temperature, Modality.Acceleration], [Modality.Bvp, Modality.Eda], 64),
    ];

    /// <summary>The row of a device.</summary>
    public static DeviceInfo Info(this Device device) => All[(int)device];

    /// <summary>A device's signal in messages: "chest/ECG".</summary>
    public static string LabelOf(this Device device, Modality modality) => $"{device.Info().Name}/{modality.Info().Label}";
}
