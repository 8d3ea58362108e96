// Stand-in so that the commands run; delete when AttX.Signals.Datasets.Wesad arrives.
using System.Globalization;

namespace AttX.Signals.Datasets.Wesad;

/// <summary>Reads what the stand-in of SyntheticCohort writes.</summary>
public sealed class WesadSource : IRecordingSource
{
    private readonly string _folder;

    private WesadSource(string folder, IReadOnlyList<string> subjects) => (_folder, Subjects) = (folder, subjects);

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects { get; }

    /// <summary>Opens a folder.</summary>
    public static WesadSource Open(string path)
    {
        if (!Directory.Exists(path)) throw new InvalidDataException($"{path}: no such folder, file or archive.");
        string[] subjects = [.. Directory.GetDirectories(path).Select(d => Path.GetFileName(d)!).Where(s => File.Exists(Path.Combine(path, s, s + ".pkl")))
            .OrderBy(s => s.Length).ThenBy(s => s, StringComparer.Ordinal)];
        if (subjects.Length == 0) throw new InvalidDataException($"{path}: no subject (SX/SX.pkl) in this folder.");
        return new WesadSource(path, subjects);
    }

    /// <inheritdoc/>
    public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities)
    {
        string[] parts = File.ReadAllText(FileOf(subject)).Split(' ');
        if (parts is not ["stub", _, _, _]) throw new InvalidDataException($"{FileOf(subject)}: not a pickle (offset 0).");
        bool stress = parts[3] != "no-stress";
        var random = new Random(int.Parse(parts[1], CultureInfo.InvariantCulture));
        int seconds = (int)(60 * double.Parse(parts[2], CultureInfo.InvariantCulture));
        var states = new AffectiveState[seconds * 700];
        for (int i = 0; i < states.Length; i++)
            states[i] = (AffectiveState)(i * 4L / states.Length) is var s && s == AffectiveState.Stress && !stress ? AffectiveState.Transient : s;
        return new Recording(subject, device, [.. modalities.Select(m => Make(m, device, seconds, states, random))], new LabelTrack(700, states));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ChannelDescription> Describe(string subject)
    {
        Recording r = Read(subject, Device.Chest, [Modality.Ecg]);
        long n = r.Labels.States.Length;
        return [new(Device.Chest, "ECG", Modality.Ecg, 700, n, 1), new(Device.Chest, "EDA", Modality.Eda, 700, n, 1),
            new(Device.Wrist, "BVP", Modality.Bvp, 64, n * 64 / 700, 1), new(Device.Wrist, "EDA", Modality.Eda, 4, n / 175, 1)];
    }

    /// <inheritdoc/>
    public string Stamp(string subject)
    {
        var file = new FileInfo(FileOf(subject));
        return $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}";
    }

    private string FileOf(string subject) => Path.Combine(_folder, subject, subject + ".pkl");

    private static Channel Make(Modality modality, Device device, int seconds, AffectiveState[] states, Random random)
    {
        int rate = device == Device.Chest ? 700 : modality == Modality.Eda ? 4 : 64;
        double[] x = new double[seconds * rate];
        for (int i = 0; i < x.Length; i++)
            x[i] = (states[(long)i * 700 / rate] == AffectiveState.Stress ? 1.3 : 1.0) * (random.NextDouble() - 0.5);
        return new Channel(modality, rate, x);
    }
}
