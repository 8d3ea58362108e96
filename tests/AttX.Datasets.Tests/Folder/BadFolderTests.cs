using AttX.Datasets.Catalogue;
using AttX.Datasets.Folder;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Tests.Folder;

/// <summary>One clear line for each way in which a folder can be wrong.</summary>
public sealed class BadFolderTests : IDisposable
{
    private const string Csv = """{"from": "csv", "file": "labels.csv"}""", Pattern = "\"{subject}.csv\"";

    private readonly StudyFolder _study = new StudyFolder().Recording("A.csv").Recording("B.csv").With("labels.csv", "subject,start,end,label\nA,0,30,rest\n");

    public void Dispose() => _study.Dispose();

    [Theory]
    [InlineData("\"*.csv\"", "subjects: the pattern '*.csv' must have {subject} once")]
    [InlineData("\"{subject}/{subject}.csv\"", "must have {subject} once")]
    [InlineData("\"../{subject}.csv\"", "must be a path below the folder")]
    [InlineData("\"/tmp/{subject}.csv\"", "must be a path below the folder")]
    [InlineData("\"a//{subject}.csv\"", "must be a path below the folder")]
    [InlineData("\"{subject}.edf\"", "subjects: no file fits \"{subject}.edf\"")]
    [InlineData("[]", "subjects must be an object in braces, got []")]
    [InlineData("{}", "subjects: no file fits {}")]
    [InlineData("{\"A\": \"C.csv\"}", "dataset.json: subjects: A: there is no C.csv in ")]
    [InlineData("{\"A\": []}", "dataset.json: subjects: A has no file.")]
    [InlineData("{\"A\": 5}", "\"A\" must be a text, got 5")]
    [InlineData("{\"A\": \"../A.csv\"}", "must be a path below the folder")]
    [InlineData("{\"A\": \"A.csv\", \"A\": \"B.csv\"}", "dataset.json: ")]
    [InlineData("{\"\": \"A.csv\"}", "the name of a subject must have 1 to 100 characters that can be printed, got \"\"")]
    public void Subjects(string subjects, string problem) => AssertRefused(_study.Json(subjects, Csv), problem);

    [Theory]
    [InlineData("{\"from\": \"cvs\"}", "labels cannot come from \"cvs\"; did you mean \"csv\"? There are csv, column, annotations, wfdb, markers, tags.")]
    [InlineData("{\"form\": \"csv\"}", "dataset.json: labels: \"from\" is missing")]
    [InlineData("{\"from\": \"csv\", \"flie\": \"labels.csv\"}", "dataset.json: labels: unknown key \"flie\"; did you mean \"file\"?")]
    [InlineData("{\"from\": \"csv\"}", "dataset.json: labels: \"file\" is missing; it is like \"labels.csv\".")]
    [InlineData("{\"from\": \"csv\", \"file\": \"label.csv\"}", "labels: there is no label.csv in ")]
    [InlineData("{\"from\": \"csv\", \"file\": \"{subject}/*.csv\"}", "must name one file per subject")]
    [InlineData("{\"from\": \"column\"}", "\"column\" is missing")]
    [InlineData("{\"from\": \"wfdb\", \"extension\": \"../x\"}", "\"extension\" must be letters and digits")]
    [InlineData("{\"from\": \"tags\", \"stretches\": []}", "\"stretches\" must be a list such as")]
    [InlineData("{\"from\": \"markers\", \"names\": [1]}", "\"names\" must be an object in braces")]
    public void Sources_of_labels(string labels, string problem) => AssertRefused(_study.Json(Pattern, labels), problem);

    [Theory]
    [InlineData(", \"devcie\": \"wrist\"", "dataset.json: unknown key \"devcie\"; did you mean \"device\"?")]
    [InlineData(", \"units\": {\"edda\": \"uS\"}", "units: there is no signal \"edda\"; did you mean \"eda\"?")]
    [InlineData(", \"format\": \"cvs\"", "there is no \"format\" cvs; there are e4, ")]
    [InlineData(", \"rate\": \"64\"", "\"rate\" must be a number, got \"64\"")]
    [InlineData(", \"name\": \"a\", \"name\": \"b\"", "dataset.json: ")]
    public void Other_keys(string more, string problem) => AssertRefused(_study.Json(Pattern, Csv, more), problem);

    [Theory]
    [InlineData("", "\"tasks\" must be a list of one task or more, such as [{")]
    [InlineData("""{"name": "x", "clases": ["a", "b"]}""", "tasks, number 1: has the unknown key \"clases\"; did you mean \"classes\"?")]
    [InlineData("""{"name": "x", "classes": ["a", "b"], "labels": {"rest": "a"}}""", "task x: no label makes the class b")]
    [InlineData("""{"name": "x", "classes": ["a", "b"], "labels": {"rest": "a", "sums": "c"}}""", "task x: label sums is said to be of class c")]
    [InlineData(StudyFolder.Task + ", " + StudyFolder.Task, "tasks: load stands there twice")]
    public void Tasks(string tasks, string problem) => AssertRefused(_study.Json(Pattern, Csv, tasks: tasks), problem);

    [Theory]
    [InlineData("subject,start,end,label\nA,0,30,rest\nC,0,30,rest\n", "labels.csv:3: there is no subject 'C'; did you mean 'A'?")]
    [InlineData("subject,start,end,label\nA,0,30,rest\nA,20,40,sums\n", "labels.csv:3: sums from 20 to 40 s overlaps rest from 0 to 30 s (labels.csv:2)")]
    [InlineData("subject,start,end,label\nA,30,10,rest\n", "labels.csv:2: rest from 30 to 10 s must begin at 0 s or later and end after it begins")]
    [InlineData("subject,start,end,label\nA,-5,10,rest\n", "labels.csv:2: rest from -5 to 10 s must begin at 0 s")]
    [InlineData("subject,start,end,label\nA,10,90,rest\n", "labels.csv:2: rest from 10 to 90 s reaches beyond the recording, which is 60 s long")]
    [InlineData("subject,start,end,label\nA,NaN,90,rest\n", "labels.csv:2: the label has no start.")]
    [InlineData("subject,start,end,label\nA,0,90,\n", "labels.csv:2: the label is missing.")]
    [InlineData("subject,start,end,label\nA,soon,90,rest\n", "labels.csv, line 2, field 2: 'soon' is no number")]
    [InlineData("subject,start,end,label\nA,2024-02-31 10:00:00,90,rest\n", "labels.csv:2: there is no such day as '2024-02-31 10:00:00'")]
    [InlineData("subject,start,end,label\nA,2024-02-01 10:00:00,2024-02-01 10:01:00,rest\n", "labels.csv:2: the label has a clock time, and A's recording does not say when it began")]
    [InlineData("subject,from_here,end,label\nA,0,30,rest\n", "labels.csv has no column of starts (start, onset, ")]
    [InlineData("subject,start,end,label\nB,0,30,rest\n", "A: there are no labels for it in labels.csv")]
    public void Tables_of_labels(string table, string problem) => AssertRefused(_study.With("labels.csv", table).Json(Pattern, Csv), problem);

    [Fact]
    public void A_subject_without_a_file_of_labels() =>
        AssertRefused(_study.With("labels/B.csv", "start,label\n0,rest\n").Json(Pattern, """{"from": "csv", "file": "labels/{subject}.csv"}"""), "there is no labels/A.csv in ");

    [Fact]
    public void Parts_that_overlap()
    {
        _study.Recording("x.csv", clock: 0).Recording("y.csv", clock: 30);
        AssertRefused(_study.Json("""{"A": ["x.csv", "y.csv"]}""", Csv), "A: y begins at 2024-05-06 07:00:30, before x ends at 2024-05-06 07:01:00");
        AssertRefused(_study.Json("""{"A": ["A.csv", "B.csv"]}""", Csv), "A does not say when it began");
    }

    [Fact]
    public void Links()
    {
        File.CreateSymbolicLink(Path.Combine(_study.Path, "L.csv"), Path.Combine(_study.Path, "A.csv"));
        AssertRefused(_study.Json(Pattern, Csv), "L.csv: is a link");
        AssertRefused(_study.Json("""{"A": "L.csv"}""", Csv), "L.csv: is a link");
        File.Delete(Path.Combine(_study.Path, "L.csv"));
        _study.With("F/BVP.csv", "0\n64\n1\n");
        File.CreateSymbolicLink(Path.Combine(_study.Path, "F", "EDA.csv"), Path.Combine(_study.Path, "A.csv"));
        AssertRefused(_study.Json("\"{subject}/\"", """{"from": "tags"}"""), "EDA.csv: is a link");
    }

    [Fact]
    public void A_folder_without_the_file() => Assert.Contains("attx dataset init", Assert.Throws<FileNotFoundException>(() => FolderDataset.Open(_study.Path)).Message);

    private static void AssertRefused(StudyFolder study, string problem)
    {
        string message = Assert.Throws<InvalidDataException>(() => DatasetCatalogue.Default.Open(study.Path).Read("A", Device.Wrist, [Modality.Bvp])).Message;
        Assert.Contains(problem, message);
        Assert.DoesNotContain('\n', message);
    }
}
