using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Runs;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Windows;

namespace AttX.Tests.Windows;

/// <summary>Tests that a recording which was copied and changed a little is found, and that two people's are not taken for copies.</summary>
public sealed class ChangedCopyTests
{
    public static TheoryData<string> Changes => ["one sample", "one second cut", "gain", "begins later", "labels"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_run_warns_of_a_changed_copy_before_it_trains_and_an_evaluation_names_its_original(string change)
    {
        var cohort = new CopyingCohort(change);
        var witness = new Witness();
        new Cohort(cohort, cache: null, workers: 1).Prepare(ToyCohort.Options, witness, CancellationToken.None);
        string note = Assert.Single(witness.Notes, n => n.Contains("of their moments", StringComparison.Ordinal));
        Assert.StartsWith("S2 and S9 share ", note, StringComparison.Ordinal);

        using var folder = new TemporaryFolder();
        new ModelTraining(new ToyCohort("S2", "S3"), ToyCohort.Options with { Epochs = 1, Widths = [8, 8, 8] })
            .Run(new Witness(), CancellationToken.None).Save(folder["model.attx"]);
        EvaluationResult result = new ModelEvaluation(cohort, ModelTable.Default.Load(folder["model.attx"])) { Subjects = ["S9", "S4"] }
            .Run(witness.Note, _ => { }, CancellationToken.None);
        Assert.Equal([Familiarity.None, Familiarity.Copy], result.Subjects.Select(s => s.Familiarity));
        Assert.Contains(witness.Notes, n => n.StartsWith("S9 shares ", StringComparison.Ordinal) && n.Contains("with S2, whom the model was trained on", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sketch_survives_as_text_and_other_text_is_none()
    {
        RecordingSketch sketch = Sketch(new ToyCohort("S2").Read("S2", Device.Wrist, ToyCohort.Options.Modalities));
        Assert.Equal(1, RecordingSketch.Parse(sketch.ToString())!.ShareWith(sketch));
        Assert.InRange(sketch.ToString().Length, 100, 684);
        Assert.All(new[] { null, "x", "AAAA", "AAAAAAAAAAA=", sketch.ToString()[4..], new string('A', 2000) }, text => Assert.Null(RecordingSketch.Parse(text)));
    }

    [Fact]
    public void Too_few_moments_tell_nothing()
    {
        Recording still = new("S", Device.Wrist, [new Channel(Modality.Eda, 4, new double[4000])], LabelTrack.None);
        Assert.Null(Sketch(still).ShareWith(Sketch(still)));
    }

    [Fact]
    public void On_real_recordings_copies_share_nearly_all_and_two_people_nearly_nothing()
    {
        string folder = Path.Combine(RealData.Folder ?? "", "stress-predict");
        Assert.SkipUnless(Directory.Exists(folder), "No stress-predict in the folder of real recordings (ATTX_DATA, or ../shared/data).");
        IDataset dataset = DatasetCatalogue.Default.Open(folder);
        Recording[] read = [.. dataset.Subjects.Select(s => dataset.Read(s, Device.Wrist, [Modality.Bvp, Modality.Eda]))];
        foreach (Modality[] modalities in new Modality[][] { [Modality.Bvp, Modality.Eda], [Modality.Eda] })
        {
            Recording[] people = [.. read.Select(r => r.Of(modalities))];
            RecordingSketch[] sketches = [.. people.Select(Sketch)];
            double others = sketches.Index().SelectMany(a => sketches.Take(a.Index).Select(b => a.Item.ShareWith(b) ?? 0)).Max();
            double[] copies = [.. people.Zip(sketches).SelectMany(p => Changes.Select(change => Sketch(CopyingCohort.Changed(p.First, change)).ShareWith(p.Second) ?? 0))];
            TestContext.Current.TestOutputHelper!.WriteLine($"{string.Join(',', modalities)}: two people at most {others:P1}, copies at least {copies.Min():P1}");
            Assert.InRange(others, 0, 0.05);
            Assert.InRange(copies.Min(), 0.85, 1);
        }
    }

    private static RecordingSketch Sketch(Recording recording) => RecordingSketch.Of(recording);

    /// <summary>S2, S3, S4, and S9 who is a changed S2.</summary>
    private sealed class CopyingCohort(string change) : IDataset
    {
        private readonly ToyCohort _people = new("S2", "S3", "S4");

        public string Name => "copies";

        public IReadOnlyList<string> Subjects => ["S2", "S3", "S4", "S9"];

        public IReadOnlyList<Device> Devices => _people.Devices;

        public IReadOnlyList<ClassificationTask> Tasks => _people.Tasks;

        public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities) => subject != "S9" ? _people.Read(subject, device, modalities)
            : Changed(_people.Read("S2", device, modalities), change) with { Subject = "S9" };

        public IReadOnlyList<SignalDescription> Describe(string subject) => throw new NotSupportedException();

        public string Stamp(string subject) => subject + change;

        public static Recording Changed(Recording recording, string change) => change == "labels"
            ? recording with { Labels = recording.Labels with { Codes = [.. recording.Labels.Codes.Select((code, i) => i < 700 ? (byte)0 : code)] } }
            : recording with { Channels = [.. recording.Channels.Select(c => c with { Axes = [.. c.Axes.Select(a => Changed(a, c.SamplingRateHz, change))] })] };

        private static double[] Changed(double[] samples, int rate, string change) => change switch
        {
            "one sample" => [.. samples.Select((x, i) => i == samples.Length / 2 ? x + 1e-6 : x)],
            "one second cut" => [.. samples.Where((_, i) => i / rate != samples.Length / rate / 3)],
            "gain" => [.. samples.Select(x => 1.01 * x)],
            "begins later" => samples[rate..],
            _ => throw new ArgumentException(change),
        };
    }
}
