using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Formats;

/// <summary>Result of reading a recording.</summary>
/// <param name="Recording">The requested channels, in the project's units; missing samples are NaN. Labels are
/// <see cref="LabelTrack.None"/> where the file has none.</param>
/// <param name="Gaps">The channels with missing samples, and their gaps.</param>
/// <param name="Notes">Remarks on the results, such as conversions made and signals skipped. One sentence each.</param>
public sealed record RecordingData(Recording Recording, IReadOnlyList<GapSummary> Gaps, IReadOnlyList<string> Notes);

/// <summary>The missing samples of one channel.</summary>
/// <param name="Modality">The channel.</param>
/// <param name="Count">Number of gaps.</param>
/// <param name="FirstSecond">Start of the first gap.</param>
/// <param name="LongestSeconds">Length of the longest gap.</param>
/// <param name="TotalSeconds">Total length of all gaps.</param>
public sealed record GapSummary(Modality Modality, int Count, double FirstSecond, double LongestSeconds, double TotalSeconds)
{
    /// <summary>Lists the gaps of the channels that have any.</summary>
    public static IReadOnlyList<GapSummary> Of(IEnumerable<Channel> channels) => [.. channels.Select(Of).OfType<GapSummary>()];

    /// <summary>Finds the gaps of a channel; null if it has none.</summary>
    internal static GapSummary? Of(Channel channel)
    {
        double[][] axes = [.. channel.Axes];
        (int count, int first, int longest, int total) = (0, -1, 0, 0);
        for (int i = 0; i < channel.Length; i++)
        {
            int start = i;
            while (i < channel.Length && IsMissing(i)) i++;
            if (i == start)
                continue;
            first = count++ == 0 ? start : first;
            longest = Math.Max(longest, i - start);
            total += i - start;
        }

        double rate = channel.SamplingRateHz;
        return count == 0 ? null : new GapSummary(channel.Modality, count, first / rate, longest / rate, total / rate);

        bool IsMissing(int i)
        {
            foreach (double[] axis in axes)
                if (!double.IsFinite(axis[i]))
                    return true;
            return false;
        }
    }
}
