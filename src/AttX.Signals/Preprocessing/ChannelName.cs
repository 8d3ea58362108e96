using AttX.Signals.Modalities;

namespace AttX.Signals.Preprocessing;

/// <summary>Names of channels as WESAD has them, for messages.</summary>
internal static class ChannelName
{
    /// <summary>For example "chest/ECG".</summary>
    public static string Of(Device device, Modality modality) => $"{Of(device)}/{Of(modality)}";

    /// <summary>"chest" or "wrist".</summary>
    public static string Of(Device device) => device == Device.Chest ? "chest" : "wrist";

    /// <summary>For example "ECG".</summary>
    public static string Of(Modality modality) => modality switch
    {
        Modality.Ecg => "ECG",
        Modality.Eda => "EDA",
        Modality.Bvp => "BVP",
        Modality.Emg => "EMG",
        Modality.Temperature => "Temp",
        Modality.Respiration => "Resp",
        Modality.Acceleration => "ACC",
        _ => modality.ToString(),
    };
}
