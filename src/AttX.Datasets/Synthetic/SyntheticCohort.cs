using System.Text;
using AttX.Datasets.Wesad;
using AttX.Ground;

namespace AttX.Datasets.Synthetic;

/// <summary>
/// A cohort of made-up subjects in WESAD's own on-disk format, chest and wrist: for the demo, for tests, and to try the tool before the
/// release is at hand. Heart rate and its variability, skin conductance, breathing, temperature and movement follow the
/// condition, each subject in their own way and some hardly at all, so that it can be learned, but not perfectly.
/// </summary>
public static class SyntheticCohort
{
    /// <summary>The most subjects a cohort can have.</summary>
    public const int MaxSubjects = 1000;

    private const string Marker = "synthetic-cohort.json";

    /// <summary>
    /// The catalogue's row: the marker tells a cohort from the release, whose format and reader it shares. A file of it by itself is a WESAD
    /// file like any other.
    /// </summary>
    internal static DatasetKind Kind { get; } = new("synthetic",
        path => File.Exists(Path.Combine(path, Marker)), path => WesadDataset.Open(path, "The synthetic cohort"))
    {
        NativeRateHz = WesadDataset.Kind.NativeRateHz,
    };

    /// <summary>Shortest session in minutes in which every condition gets at least two windows of 10 s.</summary>
    public const double MinMinutes = SessionPlan.MinMinutes;

    /// <summary>The longest session.</summary>
    public const double MaxMinutes = SessionPlan.MaxMinutes;

    /// <summary>The subjects' names, as the release numbers them: S2, S3, …, S11, S13, … (there is no S1 and no S12).</summary>
    /// <param name="subjects">How many, from 1 to <see cref="MaxSubjects"/>.</param>
    public static IReadOnlyList<string> SubjectNames(int subjects) => [.. Numbers(subjects).Select(n => $"S{n}")];

    /// <summary>Writes the cohort: folder/S2/S2.pkl, folder/S3/S3.pkl, …, each whole or not at all.</summary>
    /// <param name="folder">Where to; made if it is not there. Files of the same subjects are replaced.</param>
    /// <param name="subjects">Number of subjects, from 1 to <see cref="MaxSubjects"/>.</param>
    /// <param name="minutes">Length of each session, from <see cref="MinMinutes"/> to <see cref="MaxMinutes"/>; a minute takes about 9 MB.</param>
    /// <param name="seed">Decides everything; a subject depends on it, on its own name and on the length alone.</param>
    /// <param name="subjectWritten">Called with each subject's name when its file is there.</param>
    /// <param name="cancellation">Stops between arrays and subjects; a file under way is removed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="IOException">The disk is full, or the folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Write(
        string folder, int subjects, double minutes, int seed, Action<string>? subjectWritten = null, CancellationToken cancellation = default)
    {
        if (subjects is < 1 or > MaxSubjects)
            throw new ArgumentOutOfRangeException(nameof(subjects), subjects, $"A cohort has 1 to {MaxSubjects} subjects.");
        if (!(minutes >= MinMinutes && minutes <= MaxMinutes))
            throw new ArgumentOutOfRangeException(nameof(minutes), minutes,
                FormattableString.Invariant($"A session lasts {MinMinutes} to {MaxMinutes} minutes: shorter ones do not hold every condition."));
        foreach (int number in Numbers(subjects))
        {
            cancellation.ThrowIfCancellationRequested();
            WriteSubject(Path.Combine(folder, $"S{number}"), number, minutes, seed, cancellation);
            subjectWritten?.Invoke($"S{number}");
        }

        AtomicFile.Write(Path.Combine(folder, Marker), Encoding.UTF8.GetBytes(
            FormattableString.Invariant($"{{\"subjects\":{subjects},\"minutes\":{minutes},\"seed\":{seed}}}\n")));
    }

    private static IEnumerable<int> Numbers(int subjects) => Enumerable.Range(2, subjects + 1).Where(n => n != 12).Take(subjects);

    /// <summary>Under another name first: a file that has its name is whole.</summary>
    private static void WriteSubject(string folder, int number, double minutes, int seed, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"S{number}.pkl"), temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        bool created = false;
        try
        {
            SyntheticSubject subject = new(seed, number, minutes);
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                created = true;
                WesadWriter.Write(stream, $"S{number}", WesadArray.All, Signal, [.. subject.Labels.Select(state => (byte)state)]);
            }

            File.Move(temporary, path, overwrite: true);

            double[] Signal(WesadArray array)
            {
                cancellation.ThrowIfCancellationRequested();
                return subject.Signal(array);
            }
        }
        finally
        {
            if (created)
                File.Delete(temporary);
        }
    }
}
