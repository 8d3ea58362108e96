using AttX.Signals.Modalities;

namespace AttX.Formats.OpenSignals;

/// <summary>Converts a converter's counts to the physical quantity, sensor by sensor, following the makers' data sheets.</summary>
/// <param name="Unit">The unit of the result.</param>
/// <param name="Of">The quantity at s counts, as a function of s / 2^n.</param>
internal sealed record TransferFunction(string Unit, Func<double, double> Of)
{
    /// <summary>
    /// Finds the function of a sensor in a device; null if it is not known. RespiBAN (WESAD's readme, operating voltage 3 V):
    /// ECG and EMG mV = (s/2^n − 0.5)·3, EDA µS = (s/2^n·3)/0.12, respiration % = (s/2^n − 0.5)·100, acceleration g between 28000 and 38000
    /// counts of 16 bits, temperature by a thermistor. BITalino (3.3 V): ECG mV = (s/2^n − 0.5)·3.3/1.1, EMG with a gain of 1009 (first
    /// board 1008), EDA µS = (s/2^n·3.3)/0.132 (first board a resistance of 1 − s/2^n MΩ), respiration as above.
    /// </summary>
    public static TransferFunction? For(string device, Modality modality) => (device, modality) switch
    {
        ("respiban", Modality.Ecg or Modality.Emg) => new("mV", x => (x - 0.5) * 3),
        ("respiban", Modality.Eda) => new("µS", x => x * 3 / 0.12),
        ("respiban", Modality.Temperature) => new("°C", Thermistor),
        ("respiban", Modality.Acceleration) => new("g", x => (x * 65536 - 28000) / (38000 - 28000) * 2 - 1),
        ("bitalino" or "bitalino_rev" or "bitalino_riot", Modality.Ecg) => new("mV", x => (x - 0.5) * 3.3 / 1.1),
        ("bitalino_rev" or "bitalino_riot", Modality.Emg) => new("mV", x => (x - 0.5) * 3.3 / 1.009),
        ("bitalino", Modality.Emg) => new("mV", x => (x - 0.5) * 3.3 / 1.008),
        ("bitalino_rev" or "bitalino_riot", Modality.Eda) => new("µS", x => x * 3.3 / 0.132),
        ("bitalino", Modality.Eda) => new("MΩ", x => 1 - x),
        ("respiban" or "bitalino" or "bitalino_rev" or "bitalino_riot", Modality.Respiration) => new("%", x => (x - 0.5) * 100),
        _ => null,
    };

    /// <summary>Computes the temperature from a divider with 10 kΩ and the Steinhart-Hart equation.</summary>
    private static double Thermistor(double x)
    {
        double volts = x * 65536 * 3 / 65535, logOhm = Math.Log(1e4 * volts / (3 - volts));
        return 1 / (1.12764514e-3 + 2.34282709e-4 * logOhm + 8.77303013e-8 * Math.Pow(logOhm, 3)) - 273.15;
    }
}
