using AttX.Datasets.Labels;
using AttX.Ground;
using AttX.Signals;

namespace AttX.Datasets.Case;

/// <summary>A subject's joystick: valence and arousal at 20 Hz, and the video on the screen.</summary>
/// <param name="Ratings">Valence and arousal, from the start of the physiological recording.</param>
/// <param name="Videos">The video on the screen, by name.</param>
internal sealed record CaseAnnotations(IReadOnlyList<Rating> Ratings, LabelTrack Videos)
{
    /// <summary>The rate of the joystick.</summary>
    public const int RateHz = 20;

    private const string Header = "jstime,valence,arousal,video";

    /// <summary>The longest recording, which bounds the memory that a wrong time can ask for.</summary>
    private const int MaxSeconds = 24 * 3600;

    private static readonly string[] Rated = [.. Enumerable.Range(1, 8).Select(id => $"video {id}")];

    /// <summary>Names of the videos by their number; the start (10) and the end (12) have none.</summary>
    private static readonly LabelLegend Legend = new([null, .. Rated, null, null, "blue screen"]);

    /// <summary>The tasks, the default first.</summary>
    public static IReadOnlyList<ClassificationTask> Tasks { get; } =
    [
        ClassificationTask.Rated("arousal", ["low", "high"], "arousal", [5], Legend[11]),
        ClassificationTask.Rated("valence", ["low", "high"], "valence", [5], Legend[11]),
        new("video", Rated, [.. Rated.Select(name => (name, name))]) { Baseline = Legend[11] },
    ];

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="startMilliseconds">The time of the physiological recording's first sample, on the same clock.</param>
    /// <exception cref="InvalidDataException">Time runs backwards, a video is unknown or a rating beyond the scale; names the line.</exception>
    public static CaseAnnotations Read(string path, double startMilliseconds)
    {
        LabelFile file = LabelFile.Read(path, Header);
        long[] samples = [.. Samples(file, startMilliseconds)];
        if (samples.Length == 0 || samples[^1] < 0)
            throw new InvalidDataException($"{file.Name} has no values from the recording's start on.");
        double[] valence = Missing(samples[^1] + 1), arousal = Missing(samples[^1] + 1);
        byte[] videos = new byte[samples[^1] + 1];
        foreach ((CsvRow row, long sample) in file.Rows.Zip(samples).Where(r => r.Second >= 0))
            (valence[sample], arousal[sample], videos[sample]) = (RatingOf(file, row, 1), RatingOf(file, row, 2), VideoOf(file, row));
        return new CaseAnnotations([new Rating("valence", RateHz, valence), new Rating("arousal", RateHz, arousal)], new LabelTrack(RateHz, videos, Legend));
    }

    /// <summary>The index of each row's sample, counted from the recording's start.</summary>
    private static IEnumerable<long> Samples(LabelFile file, double startMilliseconds)
    {
        double before = double.NegativeInfinity;
        foreach (CsvRow row in file.Rows)
        {
            double time = file.Number(row, 0);
            if (!(time > before))
                throw new InvalidDataException($"{file.Place(row)}: time goes back from {before} to {time} ms.");
            before = time;
            double sample = Math.Round((time - startMilliseconds) * RateHz / 1000);
            yield return Math.Abs(sample) < (double)MaxSeconds * RateHz ? (long)sample : throw new InvalidDataException(
                $"{file.Place(row)}: {time} ms is more than a day from the recording's start at {startMilliseconds} ms.");
        }
    }

    private static double[] Missing(long length)
    {
        double[] values = new double[length];
        Array.Fill(values, double.NaN);
        return values;
    }

    /// <summary>Returns a rating, NaN where there is none. Interpolation may leave the scale by a little.</summary>
    private static double RatingOf(LabelFile file, CsvRow row, int column) => row.Cells[column] is "" or "NaN" ? double.NaN
        : file.Number(row, column) is >= 0.4 and <= 9.6 and var value ? value
        : throw new InvalidDataException($"{file.Place(row)}: {row.Cells[column]} is beyond the scale of 0.5 to 9.5.");

    private static byte VideoOf(LabelFile file, CsvRow row) => file.Number(row, 3) is 1 or 2 or 3 or 4 or 5 or 6 or 7 or 8 or 10 or 11 or 12
        ? (byte)file.Number(row, 3) : throw new InvalidDataException($"{file.Place(row)}: video {row.Cells[3]} is none of 1 to 8, 10, 11 and 12.");
}
