using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Signals.Tests.Preprocessing;

/// <summary>The synthetic recordings of chain.npz.</summary>
internal static class ChainGolden
{
    public static IReadOnlyDictionary<string, NpyArray> Arrays { get; } = NpyArray.ReadGolden("signals", "chain.npz");

    public static LabelTrack Labels()
    {
        NpyArray runs = Arrays["labels"];
        List<byte> codes = [];
        for (int i = 0; i < runs.Shape[0]; i++)
            codes.AddRange(Enumerable.Repeat((byte)runs.Row(i)[0], (int)runs.Row(i)[1]));
        return StudyLabels.Track(700, codes);
    }

    public static Recording Recording(Device device)
    {
        LabelTrack labels = Labels();
        int n = labels.Codes.Length;
        Channel Signal(Modality modality, int samples, int rateHz, int seed, double level) =>
            new(modality, rateHz, SyntheticSignal.Create(samples, rateHz, seed, level));
        Channel[] channels = device == Device.Chest
            ? [Signal(Modality.Ecg, n, 700, 1, 0.1), Signal(Modality.Eda, n, 700, 2, 5)]
            : [Signal(Modality.Bvp, n * 64 / 700 + 5, 64, 3, -2), Signal(Modality.Eda, n * 4 / 700 - 9, 4, 4, 7)];
        return new Recording("S5", device, channels, labels);
    }

    public static PreprocessingOptions Options(
        Device device, Normalisation normalisation = Normalisation.Subject, double seconds = 10, double overlap = 0.5)
    {
        PreprocessingOptions options = PreprocessingOptions.For(device);
        return options with { Normalisation = normalisation, Spec = options.Spec with { LengthSeconds = seconds, Overlap = overlap } };
    }
}
