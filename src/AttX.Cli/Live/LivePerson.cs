using AttX.Inference;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Streaming;

namespace AttX.Cli.Live;

/// <summary>The person of a live session: what earlier ones heard, and the file that keeps it.</summary>
/// <param name="path">The file.</param>
/// <param name="before">What earlier sessions heard.</param>
/// <param name="channels">The session's channels.</param>
internal sealed class LivePerson(string path, PersonStatistics before, IReadOnlyList<ChannelRate> channels)
{
    /// <summary>Time heard in earlier sessions.</summary>
    public double Seconds => before.Seconds;

    /// <summary>What earlier sessions heard, at the channels' rates; null: nothing.</summary>
    public IReadOnlyList<ChannelStatistics>? Statistics => before.Axes.All(axis => axis.Seconds == 0) ? null
        : [.. before.Modalities.SelectMany(m => before.Of(m, channels.FirstOrDefault(c => c.Modality == m).SamplingRateHz))];

    /// <summary>Adds what a session heard to the file, and returns what to tell the user.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public string Update(StressEstimator session)
    {
        IReadOnlyList<ChannelStatistics> heard = session.Statistics;
        PersonStatistics person = channels.Aggregate(before, (all, channel) => all.With(channel.Modality, channel.SamplingRateHz,
            [.. heard.Skip(before.Modalities.TakeWhile(m => m != channel.Modality).AxisCount()).Take(channel.Modality.Info().Axes.Count)]));
        return PersonFile.Update(path, person);
    }

    /// <summary>Says what a session's estimates rest on.</summary>
    /// <param name="basis">The basis.</param>
    /// <param name="person">The person; null if there is none.</param>
    public static string Describe(EstimateBasis basis, LivePerson? person) => basis switch
    {
        EstimateBasis.Person => FormattableString.Invariant($"estimates rest on {basis.Describe()}: {person!.Seconds:0} s"),
        EstimateBasis.Calibration => $"estimates rest on {basis.Describe()}: the model was trained on whole sessions, and live it is worse than its scores (docs/streaming.md)",
        _ => $"estimates rest on {basis.Describe()}",
    };
}
