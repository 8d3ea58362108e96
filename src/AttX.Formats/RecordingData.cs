using AttX.Signals.Modalities;
using AttX.Signals;

namespace AttX.Formats;

/// <summary>What was read from a recording.</summary>
/// <param name="Recording">The channels asked for, in the project's units; missing samples are NaN. Labels are
/// <see cref="LabelTrack.None"/> where the file has none.</param>
/// <param name="Gaps">The channels that lack samples, and how many.</param>
/// <param name="Notes">What a reader of the results should know: conversions made, things passed over. One sentence each.</param>
public sealed record RecordingData(Recording Recording, IReadOnlyList<GapSummary> Gaps, IReadOnlyList<string> Notes)
{
    /// <summary>Tags, event markers and texts of marker streams, in seconds after the first sample, in order of time.</summary>
    public IReadOnlyList<Event> Events { get; init; } = [];

    /// <summary>The moment of the first sample; null where the format does not say it. Clocks without a zone are taken for UTC.</summary>
    public DateTimeOffset? Start { get; init; }
}

/// <summary>The missing samples of one channel.</summary>
/// <param name="Modality">The channel.</param>
/// <param name="Count">Number of gaps.</param>
/// <param name="FirstSecond">Where the first one starts.</param>
/// <param name="LongestSeconds">Length of the longest.</param>
/// <param name="TotalSeconds">Length of all together.</param>
public sealed record GapSummary(Modality Modality, int Count, double FirstSecond, double LongestSeconds, double TotalSeconds)
{
    /// <summary>The gaps of those channels that have any.</summary>
    public static IReadOnlyList<GapSummary> Of(IEnumerable<Channel> channels) => [.. channels.Select(Of).OfType<GapSummary>()];

    /// <summary>The gaps of a channel; null if it has none.</summary>
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
