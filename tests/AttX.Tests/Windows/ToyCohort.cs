using AttX.Datasets;
using AttX.Ground;
using AttX.Options;
using AttX.Runs;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using AttX.Training;

namespace AttX.Tests.Windows;

/// <summary>Wrist recordings of a minute, generated in memory: stress has a faster pulse and more skin conductance.</summary>
internal sealed class ToyCohort(params string[] subjects) : IDataset
{
    private const int Seconds = 60, LabelRate = 700;
    private static readonly string[] Course = ["baseline", "stress", "amusement"];
    private int _reads;

    /// <summary>A subject is read for what the run uses, and for the linear baseline, which also takes temperature.</summary>
    public const int ReadsOfASubject = 2;

    /// <summary>Options small enough for a test: windows of 2 s at 32 Hz, few channels, few epochs.</summary>
    public static ExperimentOptions Options { get; } = ExperimentOptions.For(Device.Wrist) with
    {
        SamplingRateHz = 32,
        WindowSeconds = 2,
        Widths = [8, 8, 8],
        Epochs = 3,
    };

    public string Name => "toy";

    public IReadOnlyList<string> Subjects { get; } = subjects;

    public IReadOnlyList<Device> Devices => [Device.Chest, Device.Wrist];

    public IReadOnlyList<ClassificationTask> Tasks => AffectTasks.All;

    /// <summary>A subject whose labels have no stress.</summary>
    public string? Calm { get; init; }

    /// <summary>A subject whose file is damaged.</summary>
    public string? Damaged { get; init; }

    /// <summary>Changes the recordings, as a replaced file would.</summary>
    public ulong Version { get; init; }

    public int Reads => _reads;

    public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities)
    {
        Interlocked.Increment(ref _reads);
        if (subject == Damaged)
            throw new InvalidDataException($"{subject}.pkl: damaged at offset 7.");
        var labels = new string?[Seconds * LabelRate];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = Course[(long)i * Course.Length / labels.Length] is var label && label == "stress" && subject == Calm ? null : label;
        var rng = new Rng(Rng.Derive(Version, subject));
        return new Recording(subject, device, [.. modalities.Select(m => Channel(m, labels, rng))], StudyLabels.Track(LabelRate, labels));
    }

    public IReadOnlyList<SignalDescription> Describe(string subject) => throw new NotSupportedException("An experiment describes nothing.");

    public string Stamp(string subject) => $"toy {subject} {Version} {Calm}";

    private static Channel Channel(Modality modality, string?[] labels, Rng rng)
    {
        int rate = modality == Modality.Eda ? 4 : 64;
        double[] samples = new double[Seconds * rate];
        double phase = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            bool stress = labels[(long)i * LabelRate / rate] == "stress";
            phase += 2 * Math.PI * (stress ? 1.6 : 1.1) / rate;
            samples[i] = modality != Modality.Eda
                ? 20 * Math.Sin(phase) + 8 * (rng.NextDouble() - 0.5)
                : (stress ? 5 : 4) + 3 * (rng.NextDouble() - 0.5);
        }

        return new Channel(modality, rate, samples);
    }
}

/// <summary>Records notifications.</summary>
internal sealed class Witness : IExperimentObserver
{
    private readonly Lock _gate = new();

    public List<string> Notes { get; } = [];

    public int Epochs { get; private set; }

    public Action? AfterEpoch { get; init; }

    public void Note(string message)
    {
        lock (_gate)
            Notes.Add(message);
    }

    public void EpochCompleted(string subject, EpochSummary epoch)
    {
        lock (_gate)
            Epochs++;
        AfterEpoch?.Invoke();
    }
}
