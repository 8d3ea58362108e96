using AttX.Signals.Preprocessing;

namespace AttX.Signals.Modalities;

/// <summary>Everything that differs between modalities, a row for each. To add a modality, add its row here.</summary>
public static class ModalityTable
{
    /// <summary>The rows, in the order of <see cref="Modality"/>.</summary>
    public static IReadOnlyList<ModalityInfo> All { get; } =
    [
        new(Modality.Ecg, "ecg", "ECG", "mV", new PassBand(5, 15), ["ECG", "EKG"]) { IsCardiac = true },
        new(Modality.Eda, "eda", "EDA", "µS", new PassBand(null, 3), ["EDA", "GSR", "ELECTRODERMAL"]),
        new(Modality.Bvp, "bvp", "BVP", "a.u.", new PassBand(0.5, 8), ["BVP", "PPG", "PLETH"]) { IsCardiac = true },
        new(Modality.Emg, "emg", "EMG", "mV", null, ["EMG"]),
        new(Modality.Temperature, "temp", "Temp", "°C", null, ["TEMP"]),
        new(Modality.Respiration, "resp", "Resp", "%", null, ["RESP", "RSP"]),
        new(Modality.Acceleration, "acc", "ACC", "g", null, ["ACC", "XYZ"]) { Axes = ["x", "y", "z"] },
    ];

    /// <summary>The row of a modality.</summary>
    public static ModalityInfo Info(this Modality modality) => All[(int)modality];
}
