using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Models.Connections;
using AttX.Nn.Serialization;
using AttX.Options;
using AttX.Paper;
using AttX.Reports.Reading;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Reports.Tests;

/// <summary>
/// A sweep's folder written by hand, so that every score is known: three subjects, two rows, two seeds or more; each subject has five windows
/// of non-stress and five of stress, of which given numbers are classified correctly.
/// </summary>
internal sealed class ToySweep : IDisposable
{
    public const string Fusion = "Feature fusion", Both = "Both, stages 1,2";

    /// <summary>Correctly classified windows, of 5 of each class. Mean accuracy: 80 for feature fusion, 90 for both.</summary>
    private static readonly Dictionary<(string Row, int Seed), (int Calm, int Stress)[]> Right = new()
    {
        [(Fusion, 1)] = [(4, 4), (3, 3), (5, 5)],
        [(Fusion, 2)] = [(4, 4), (3, 3), (5, 5)],
        [(Both, 1)] = [(5, 4), (3, 4), (5, 5)],
        [(Both, 2)] = [(5, 4), (4, 5), (5, 5)],
    };

    private readonly TemporaryFolder _folder = new();

    public ToySweep(string[]? subjects = null, string both = Both, string name = PaperTables.SweepName, Func<string, int, QualityFlags>? quality = null,
        double sensorDropout = 0, Normalisation normalisation = Normalisation.Subject, Device device = Device.Wrist, int seeds = 2)
    {
        ExperimentOptions usual = Options with { Device = device, Modalities = device.Info().DefaultModalities };
        Subjects = subjects ?? ["S2", "S3", "S4"];
        Seeds = [.. Enumerable.Range(1, seeds)];
        Rows = [(Fusion, "feature-fusion", usual with { Connection = ConnectionGraph.None, Stages = [] }), (both, "both-stages-1-2", usual with { SensorDropout = sensorDropout, Normalisation = normalisation })];
        File.WriteAllText(_folder["sweep.json"], $$"""
            {"format":1,"name":{{Json(name)}},"seeds":[{{string.Join(',', Seeds)}}],"rows":[{{string.Join(',', Rows.Select(r =>
                $$"""{"key":"{{r.Key}}","label":{{Json(r.Label)}},"options":{{OptionsJson.Text(r.Options)}}}"""))}}],{{Environment}}}
            """.Replace(",\"seed\":1", ""));
        foreach ((string _, string key, ExperimentOptions options) in Rows)
            foreach (int seed in Seeds)
            {
                WriteRun(key, seed, options with { Seed = (ulong)seed });
                for (int s = 0; s < Subjects.Length; s++)
                    WriteFold(key, seed, Subjects[s], Windows(Right[(key == "feature-fusion" ? Fusion : Both, Math.Min(seed, 2))][s % 3]), quality: quality);
            }
    }

    public static ExperimentOptions Options { get; } = ExperimentOptions.For(Device.Wrist) with { Epochs = 2 };

    public string[] Subjects { get; }

    /// <summary>The seeds; those after the second have its predictions.</summary>
    public int[] Seeds { get; }

    public (string Label, string Key, ExperimentOptions Options)[] Rows { get; }

    public string Folder => _folder.FullPath;

    private static string Environment => """
        "environment":{"system":"toy","architecture":"X64","processors":2},"versions":{"attx":"0.0.1","runtime":".NET"},
        "times":{"started":"2026-01-02T03:04:05+00:00","finished":"2026-01-02T04:04:35+00:00"}
        """;

    public ReportData Read() => ReportData.Read(Folder);

    public void Dispose() => _folder.Dispose();

    /// <summary>Returns the path of a file of a run.</summary>
    public string Path(string key, int seed, params string[] parts) => _folder[["runs", key, $"seed-{seed}", .. parts]];

    /// <summary>Starts 5 s apart, as is the hop; stress begins 60 s later.</summary>
    public static IEnumerable<Prediction> Windows((int Calm, int Stress) right) => Enumerable.Range(0, 10).Select(i =>
    {
        int label = i / 5, predicted = i % 5 < (label == 0 ? right.Calm : right.Stress) ? label : 1 - label;
        return new Prediction((60 * label) + (5 * (i % 5)), label, predicted, predicted == 0 ? [0.75f, 0.25f] : [0.25f, 0.75f]);
    });

    /// <summary>Writes run.json, with one fingerprint per subject.</summary>
    public void WriteRun(string key, int seed, ExperimentOptions options, Func<string, string>? fingerprint = null, Func<string, string>? sketch = null)
    {
        Directory.CreateDirectory(Path(key, seed));
        Dictionary<string, string> data = Subjects.ToDictionary(s => s, fingerprint ?? (s => "sha-" + s));
        File.WriteAllText(Path(key, seed, "run.json"),
            $$"""{"format":1,"options":{{OptionsJson.Text(options)}},"data":{{JsonSerializer.Serialize(data)}},{{(sketch == null ? "" : $"\"sketches\":{JsonSerializer.Serialize(Subjects.ToDictionary(s => s, sketch))},")}}{{Environment}}}""");
    }

    /// <summary>Writes a fold as a run leaves it, except for the arguments given.</summary>
    public void WriteFold(
        string key, int seed, string subject, IEnumerable<Prediction> windows, string? named = null, IReadOnlyList<TrainingSubject>? training = null,
        bool saysTraining = true, int epochs = 2, Func<string, int, QualityFlags>? quality = null,
        IReadOnlyList<TrainingSubject>? pretraining = null)
    {
        var metadata = new ModelMetadata
        {
            Options = Rows.First(r => r.Key == key).Options with { Seed = (ulong)seed },
            Branches = Options.Networks[0],
            Pretraining = pretraining,
            Training = saysTraining ? training ?? [.. Subjects.Where(s => s != subject).Select(s => new TrainingSubject(s, "sha-" + s))] : null,
        };
        using var model = new MemoryStream();
        SafeTensors.Write(model, [new NamedTensor("weight", [1], [0])], metadata.Write());
        var files = new Dictionary<string, byte[]>
        {
            ["model.safetensors"] = model.ToArray(),
            ["predictions.csv"] = Encoding.UTF8.GetBytes(new Predictions(named ?? subject, 2, [.. windows]).ToCsv()),
        };
        if (quality != null)
            files["quality.csv"] = Encoding.UTF8.GetBytes(
                new QualityVerdicts([.. windows.Select((w, i) => new WindowVerdict(w.StartSeconds, quality(subject, i)))]).ToCsv());
        if (Rows.First(r => r.Key == key).Options.SensorDropout > 0)
            files["sensors.csv"] = Encoding.UTF8.GetBytes(new SensorScores(
                [new("eda", Guesses(windows, subject == "S2")), new("bvp", Guesses(windows, true))]).ToCsv());
        if (Rows.First(r => r.Key == key).Options.Normalisation.IsRunning())
            files["starts.csv"] = Encoding.UTF8.GetBytes(new StartPredictions(
                [new("stress", 60, [.. windows.Where(w => w.Label == 1).Select(w => w with { Predicted = 1 })])]).ToCsv(2));
        Directory.CreateDirectory(Path(key, seed, "folds", subject));
        foreach ((string name, byte[] bytes) in files)
            File.WriteAllBytes(Path(key, seed, "folds", subject, name), bytes);
        Dictionary<string, string> hashes = files.ToDictionary(f => f.Key, f => Convert.ToHexStringLower(SHA256.HashData(f.Value)));
        string history = string.Join(',', Enumerable.Range(1, epochs).Select(e => FormattableString.Invariant($$"""{"epoch":{{e}},"loss":{{0.5 / e}},"accuracy":0.75}""")));
        File.WriteAllText(Path(key, seed, "folds", subject, "history.json"), $$"""
            {"epochs":{"model.safetensors":[{{history}}]},"sha256":{{JsonSerializer.Serialize(hashes)}}}
            """);
    }

    /// <summary>Writes the baselines of every run: the clock, and a linear one that knows a third of the stress.</summary>
    public void WriteBaselines()
    {
        Dictionary<string, BaselineSubject> people = Subjects.ToDictionary(s => s, s => new BaselineSubject(
            new Predictions(s, 2, [.. Windows((5, 5))]), new WindowFeatures(["feature"], [.. Windows((5, 5)).Select((w, i) => i % 3 == 0 ? w.Label : 0.1 * i)])));
        string csv = RunBaselines.Of(LeaveOneSubjectOut.Folds(Subjects), people, _ => { }).ToCsv();
        foreach ((string _, string key, ExperimentOptions _) in Rows)
            foreach (int seed in Seeds)
                File.WriteAllText(Path(key, seed, "baselines.csv"), csv);
    }

    /// <summary>Always right, or always non-stress.</summary>
    private static ConfusionMatrix Guesses(IEnumerable<Prediction> windows, bool right) =>
        ConfusionMatrix.Of(windows.Select(w => (w.Label, right ? w.Label : 0)), 2);

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
