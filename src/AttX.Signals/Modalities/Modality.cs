namespace AttX.Signals.Modalities;

/// <summary>Physical quantity that a channel measures.</summary>
public enum Modality
{
    /// <summary>Electrocardiogram, mV.</summary>
    Ecg,

    /// <summary>Electrodermal activity (skin conductance), µS.</summary>
    Eda,

    /// <summary>Blood volume pulse (photoplethysmogram), arbitrary units.</summary>
    Bvp,

    /// <summary>Electromyogram, mV.</summary>
    Emg,

    /// <summary>Skin temperature, °C.</summary>
    Temperature,

    /// <summary>Respiration (chest expansion), %.</summary>
    Respiration,

    /// <summary>Acceleration, three axes.</summary>
    Acceleration,
}
