using System.Globalization;
using AttX.Signals;

namespace AttX.Datasets.Labels;

/// <summary>Turns the spans of any label source into a label track; checks what every source can get wrong.</summary>
public static class LabelSpans
{
    /// <summary>Seconds by which the last label may outlast the recording: clocks and rounding differ by so much.</summary>
    private const double Tolerance = 2;

    /// <summary>Samples by which a time on the grid may miss it by rounding.</summary>
    private const double GridTolerance = 1e-5;

    /// <summary>Most samples of a track: a month at 100 Hz.</summary>
    private const int MostSamples = 1 << 28;

    private const int LeastRateHz = 100, GreatestRateHz = 1000;

    /// <summary>Returns the lowest rate from 100 to 1000 Hz at which every span begins and ends on a sample; 1000 if there is none.</summary>
    public static int RateOf(IReadOnlyList<LabelSpan> spans) => Enumerable.Range(LeastRateHz, GreatestRateHz - LeastRateHz + 1)
        .FirstOrDefault(rate => spans.All(s => IsOnGrid(s.StartSeconds * rate) && IsOnGrid(s.EndSeconds * rate)), GreatestRateHz);

    /// <summary>Creates the track of one recording.</summary>
    /// <param name="spans">Its spans, in any order.</param>
    /// <param name="labels">All labels of the dataset, so that codes mean the same for every subject.</param>
    /// <param name="samplingRateHz">Rate of the track; spans begin and end at its nearest sample.</param>
    /// <param name="durationSeconds">Duration of the recording.</param>
    /// <exception cref="InvalidDataException">A span runs backwards, overlaps another, or lies beyond the recording; names it. Or the recording is too long.</exception>
    public static LabelTrack ToTrack(IEnumerable<LabelSpan> spans, IReadOnlyList<string> labels, int samplingRateHz, double durationSeconds)
    {
        if (labels.Count > byte.MaxValue)
            throw new InvalidDataException($"There are {labels.Count} different labels; at most {byte.MaxValue} are allowed.");
        if (durationSeconds * samplingRateHz > MostSamples)
            throw new InvalidDataException(FormattableString.Invariant(
                $"The recording lasts {durationSeconds:G6} s by its own times, more than the {MostSamples / samplingRateHz} s that labels can follow at {samplingRateHz} Hz: are its clocks and rates right?"));
        byte[] codes = new byte[(int)(durationSeconds * samplingRateHz + GridTolerance)];
        LabelSpan? before = null;
        foreach (LabelSpan span in spans.OrderBy(s => s.StartSeconds))
        {
            Check(span, before, durationSeconds);
            int start = (int)Math.Round(span.StartSeconds * samplingRateHz), end = (int)Math.Round(span.EndSeconds * samplingRateHz);
            codes.AsSpan(Math.Min(start, codes.Length)..Math.Min(end, codes.Length)).Fill(CodeOf(span, labels));
            before = span;
        }

        return new LabelTrack(samplingRateHz, codes, new LabelLegend([null, .. labels]));
    }

    private static bool IsOnGrid(double sample) => Math.Abs(sample - Math.Round(sample)) <= GridTolerance;

    private static byte CodeOf(LabelSpan span, IReadOnlyList<string> labels) => labels.Index().FirstOrDefault(l => l.Item == span.Label) is (var index, { })
        ? (byte)(index + 1) : throw Error(span, $"is none of the labels {string.Join(", ", labels)}");

    private static void Check(LabelSpan span, LabelSpan? before, double durationSeconds)
    {
        // Written so that NaN fails.
        if (!(span.StartSeconds >= 0 && span.EndSeconds > span.StartSeconds))
            throw Error(span, "must begin at 0 s or later and end after it begins");
        if (!(span.EndSeconds <= durationSeconds + Tolerance))
            throw Error(span, $"reaches beyond the recording, which is {Text(durationSeconds)} s long");
        if (before is { } other && span.StartSeconds < other.EndSeconds)
            throw Error(span, $"overlaps {Text(other)} ({other.Place})");
    }

    private static InvalidDataException Error(LabelSpan span, string problem) => new($"{span.Place}: {Text(span)} {problem}.");

    private static string Text(LabelSpan span) => $"{span.Label} from {Text(span.StartSeconds)} to {Text(span.EndSeconds)} s";

    private static string Text(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
