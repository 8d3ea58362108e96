using AttX.Datasets.Folder;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Tests.Folder;

public sealed class DatasetDraftTests : IDisposable
{
    private readonly StudyFolder _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void What_it_writes_opens_as_a_dataset()
    {
        _study.Recording("rec_01.csv").Recording("rec_02.csv").With("participants.csv", "id,age\n01,30\n")
            .With("labels.csv", "subject,start,end,label\n01,0,20,rest\n01,20,40,sums\n02,0,20,rest\n02,30,40,sums\n");
        DatasetDraft draft = DatasetDraft.Write(_study.Path);
        Assert.Equal(["subjects: 2 (01, 02), as rec_{subject}.csv", "signals: bvp, eda", "labels: rest, sums, from labels.csv"], draft.Found);
        Assert.StartsWith("what is to be told apart: the task 'labels' makes each label its own class", Assert.Single(draft.Unknown), StringComparison.Ordinal);
        IDataset data = _study.Open();
        Assert.Equal(("study", "01", Device.Wrist, "labels (rest, sums)", "rest"),
            (data.Name, data.Subjects[0], data.Devices[0], data.Tasks[0].ToString(), data.Tasks[0].Baseline));
        Assert.Contains("exists already", Assert.Throws<InvalidDataException>(() => DatasetDraft.Write(_study.Path)).Message);
    }

    [Fact]
    public void Labels_are_found_in_a_column_and_in_a_file_per_subject()
    {
        _study.Recording("A.csv", condition: t => t < 30 ? "rest" : "sums").Recording("B.csv", condition: t => t < 20 ? "rest" : "sums");
        Assert.Contains("labels: rest, sums, from the column condition", DatasetDraft.Write(_study.Path).Found);
        Assert.Equal((20, 40), (Seconds("rest"), Seconds("sums")));
        File.Delete(Path.Combine(_study.Path, "dataset.json"));
        _study.With("A_labels.csv", "start,label\n0,calm\n30,sums\n").With("B_labels.csv", "start,label\n0,calm\n50,sums\n");
        Assert.Contains("labels: calm, sums, from {subject}_labels.csv", DatasetDraft.Write(_study.Path).Found);
        Assert.Equal((50, 10), (Seconds("calm"), Seconds("sums")));
    }

    [Fact]
    public void Folders_of_an_E4_are_subjects_and_tags_make_stretches()
    {
        foreach (string subject in new[] { "P1", "P2" })
            _study.With($"{subject}/BVP.csv", "1700000000\n64\n" + string.Concat(Enumerable.Range(0, 64 * 60).Select(i => $"{i % 9}\n")))
                .With($"{subject}/tags.csv", "1700000010\n1700000020\n1700000050\n");
        DatasetDraft draft = DatasetDraft.Write(_study.Path);
        Assert.Equal(["subjects: 2 (P1, P2), as {subject}/", "signals: bvp", "labels: stretch 1, stretch 2, from tags"], draft.Found);
        Assert.Equal(30, _study.Open().Read("P2", Device.Wrist, [Modality.Bvp]).Labels.SecondsOf("stretch 2"));
    }

    [Fact]
    public void What_it_cannot_know_it_says()
    {
        _study.With("A/x.csv", "time_s,pulse,temp\n0,1,2\n1,2,3\n2,3,4\n").With("B/y.csv", "time_s,pulse,temp\n0,1,2\n1,2,3\n2,3,4\n");
        DatasetDraft draft = DatasetDraft.Write(_study.Path);
        Assert.Equal(["subjects: 2 (A, B), as {subject}/*.csv", "signals: temp; not used: pulse"], draft.Found);
        Assert.Equal(["where the device was worn", "x: temp does not say its unit", "where the labels are"], draft.Unknown.Select(u => u.Split([':', ';'])[0] is "x" ? u.Split(';')[0] : u.Split(':')[0]));
        Assert.Contains("there is no labels.csv", Assert.Throws<InvalidDataException>(() => _study.Open()).Message);
    }

    [Fact]
    public void A_folder_without_recordings_is_refused()
    {
        Assert.Contains("has no recordings", Assert.Throws<InvalidDataException>(() => DatasetDraft.Write(_study.Path)).Message);
        Assert.Contains("There is no folder", Assert.Throws<InvalidDataException>(() => DatasetDraft.Write(Path.Combine(_study.Path, "none"))).Message);
    }

    private double Seconds(string label) => _study.Open().Read("B", Device.Wrist, []).Labels.SecondsOf(label);
}
