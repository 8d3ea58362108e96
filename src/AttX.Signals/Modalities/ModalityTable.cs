namespace AttX.Signals.Modalities;

/// <summary>Table of everything that differs between modalities, one row per modality. To add a modality, add its row here.</summary>
/// <remarks>
/// The pass bands of ECG and EDA are the paper's; docs/method.md gives the source of each of the others. The quality rules for EDA follow
/// Kleckner et al. (2018, IEEE TBME 65(7)), whose range begins at 0.05 µS; here it begins lower, as calm dry skin on the wrist reaches that.
/// In WESAD the root mean square frequency of BVP is 3 Hz at most and of a chest strap's ECG 20 Hz; white noise has 0.22 of the sampling rate.
/// EDA repeats its value where the skin is calm: for up to 4.25 s in WESAD's wrist recordings. No heart rests for a second; a hand does:
/// one axis of WESAD's wrist accelerometer keeps one value throughout 5 % of its windows.
/// </remarks>
public static class ModalityTable
{
    /// <summary>The rows, in the order of <see cref="Modality"/>.</summary>
    public static IReadOnlyList<ModalityInfo> All { get; } =
    [
        new(Modality.Ecg, "ecg", "ECG", "mV", new PassBand(5, 15), ["ECG", "EKG"],
            new(1) { ChecksClipping = true, Beats = new(0.2, 0.03, 22) { FastestShare = 0.2, UsesSlope = true } })
        {
            ChannelNames = [.. Leads()],
            UnitDoubt = s => s.StandardDeviation > 20 ? $"varies by {s.StandardDeviation:0.#}: looks like µV, expected mV."
                : s.StandardDeviation < 0.002 ? $"varies by {s.StandardDeviation:0.#e0}: looks like V, expected mV." : null,
        },
        new(Modality.Eda, "eda", "EDA", "µS", new PassBand(null, 3), ["EDA", "GSR", "ELECTRODERMAL"],
            new(5) { Minimum = 0.01, Maximum = 60, MaximumSlope = 10 })
        {
            TypicalRateHz = 4,
            UnitDoubt = s => s is { Minimum: >= 0, Maximum: <= 100 } ? null
                : $"reaches from {s.Minimum:0.###} to {s.Maximum:0.###}: expected µS between 0 and 100.",
        },
        new(Modality.Bvp, "bvp", "BVP", ModalityInfo.ArbitraryUnit, new PassBand(0.5, 8), ["BVP", "PPG", "PLETH"],
            new(1) { ChecksClipping = true, Beats = new(1.5, 0.125, 6) }),
        new(Modality.Emg, "emg", "EMG", "mV", new PassBand(20, 100), ["EMG"], new(1) { ChecksClipping = true })
        {
            TypicalRateHz = 700,
            UnitDoubt = s => s.StandardDeviation > 20 ? $"varies by {s.StandardDeviation:0.#}: looks like µV, expected mV." : null,
        },
        new(Modality.Temperature, "temp", "Temp", "°C", new PassBand(null, 0.5), ["TEMP"],
            new(null) { Minimum = 20, Maximum = 45, MaximumSlope = 4 })
        {
            TypicalRateHz = 4,
            UnitDoubt = s => s.Mean is < 10 or > 45 ? $"is {s.Mean:0.#} on average: expected °C of the skin." : null,
        },
        new(Modality.Respiration, "resp", "Resp", "%", new PassBand(0.1, 0.5), ["RESP", "RSP"],
            new(5) { Minimum = -50, Maximum = 50, ChecksClipping = true })
        {
            TypicalRateHz = 32,
            UnitDoubt = s => s is { Minimum: >= -100, Maximum: <= 100 } ? null
                : $"reaches from {s.Minimum:0.###} to {s.Maximum:0.###}: expected % between -50 and 50.",
        },
        new(Modality.Acceleration, "acc", "ACC", "g", new PassBand(null, 20), ["ACC", "XYZ"],
            new(null) { Minimum = -16, Maximum = 16, MotionDeviation = 0.4 })
        {
            Axes = ["x", "y", "z"],
            TypicalRateHz = 32,
            UnitDoubt = s => s is { Minimum: >= -16, Maximum: <= 16 } ? null
                : $"reaches from {s.Minimum:0.###} to {s.Maximum:0.###}: expected g between -16 and 16.",
        },
    ];

    /// <summary>Returns the row of a modality.</summary>
    public static ModalityInfo Info(this Modality modality) => All[(int)modality];

    /// <summary>Counts the axes of these modalities together, which is the number of entries in a window set's statistics.</summary>
    public static int AxisCount(this IEnumerable<Modality> modalities) => modalities.Sum(m => m.Info().Axes.Count);

    /// <summary>Lists the leads I to III and V1 to V9, each also with an M before it ("MLII"), and the augmented leads.</summary>
    private static IEnumerable<string> Leads()
    {
        string[] leads = ["I", "II", "III", .. Enumerable.Range(1, 9).Select(i => $"V{i}")];
        return [.. leads, .. leads.Select(lead => "ML" + lead), "aVR", "aVL", "aVF"];
    }
}
