namespace AttX.Signals.Modalities;

/// <summary>Properties of a device: one immutable row of <see cref="DeviceTable"/>.</summary>
/// <param name="Device">The device.</param>
/// <param name="Name">Its name in options, files and messages: <c>chest</c>.</param>
/// <param name="Modalities">The modalities that it records.</param>
/// <param name="DefaultModalities">The modalities used by default.</param>
/// <param name="DefaultRateHz">The default common rate of the windows.</param>
public sealed record DeviceInfo(
    Device Device, string Name, IReadOnlyList<Modality> Modalities, IReadOnlyList<Modality> DefaultModalities, int DefaultRateHz)
{
    /// <summary>Whether signals at the labels' rate are sampled together with the labels, so that their lengths must be equal.</summary>
    public bool SamplesWithLabels { get; init; }
}

/// <summary>Table of everything that differs between devices, one row per device.</summary>
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

    /// <summary>Returns the row of a device.</summary>
    public static DeviceInfo Info(this Device device) => All[(int)device];

    /// <summary>Names a device's signal in messages: "chest/ECG".</summary>
    public static string LabelOf(this Device device, Modality modality) => $"{device.Info().Name}/{modality.Info().Label}";
}
