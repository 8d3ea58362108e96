namespace AttX.Signals.Modalities;

/// <summary>Where a device is worn. WESAD has one of each: RespiBAN on the chest, Empatica E4 on the wrist.</summary>
public enum Device
{
    /// <summary>RespiBAN: all channels at 700 Hz.</summary>
    Chest,

    /// <summary>Empatica E4: each channel at its own rate.</summary>
    Wrist,
}
