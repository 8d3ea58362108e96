using AttX.Signals.Modalities;

namespace AttX.Datasets.Wesad;

/// <summary>One array of the release: where it is in the pickle, what it measures, and how often.</summary>
/// <param name="Device">The device.</param>
/// <param name="Name">Its key in the pickle; the case matters (chest "Temp", wrist "TEMP").</param>
/// <param name="Modality">What it measures.</param>
/// <param name="SamplingRateHz">Samples per second.</param>
/// <param name="Columns">Values per sample.</param>
internal sealed record WesadArray(Device Device, string Name, Modality Modality, int SamplingRateHz, int Columns = 1)
{
    /// <summary>What a value is multiplied by to be in the modality's unit.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Rate of the label track, and of the RespiBAN.</summary>
    public const int LabelRateHz = 700;

    /// <summary>Path of the labels in the pickle.</summary>
    public const string LabelPath = "label";

    /// <summary>All arrays, as the release's readme lists them (Schmidt et al. 2018).</summary>
    public static IReadOnlyList<WesadArray> All { get; } =
    [
        new(Device.Chest, "ACC", Modality.Acceleration, 700, 3),
        new(Device.Chest, "ECG", Modality.Ecg, 700),
        new(Device.Chest, "EMG", Modality.Emg, 700),
        new(Device.Chest, "EDA", Modality.Eda, 700),
        new(Device.Chest, "Temp", Modality.Temperature, 700),
        new(Device.Chest, "Resp", Modality.Respiration, 700),
        new(Device.Wrist, "ACC", Modality.Acceleration, 32, 3) { Scale = 1.0 / 64 },
        new(Device.Wrist, "BVP", Modality.Bvp, 64),
        new(Device.Wrist, "EDA", Modality.Eda, 4),
        new(Device.Wrist, "TEMP", Modality.Temperature, 4),
    ];

    /// <summary>Path of the array in the pickle.</summary>
    public string Path => $"{FolderOf(Device)}/{Name}";

    /// <summary>Path of a device's arrays in the pickle.</summary>
    public static string FolderOf(Device device) => "signal/" + KeyOf(device);

    /// <summary>A device's key in the pickle, and its name on the command line.</summary>
    public static string KeyOf(Device device) => device.Info().Name;
}
