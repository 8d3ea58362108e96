using AttX.Signals.Modalities;

namespace AttX.Signals.Preprocessing;

/// <summary>
/// Mean and deviation of all that a session has heard of one axis, grown by whole seconds; with a memory, older seconds fade.
/// </summary>
/// <param name="samplingRateHz">Samples per second.</param>
/// <param name="memorySeconds">Seconds after which older ones fade; infinity: never.</param>
public struct SessionStatistics(int samplingRateHz, double memorySeconds)
{
    /// <summary>
    /// Seconds that the training subjects' deviation counts for. Of a level (EDA, temperature, posture) ten minutes: a session that begins
    /// flat would drown in its own first minutes without it. Of a band-passed signal ten seconds: its deviation is known after a few
    /// periods, and in the arbitrary unit of a pulse other people's says nothing.
    /// </summary>
    public static double PriorSecondsOf(Modality modality) => modality.Info().Band.LowHz == null ? 600 : 10;

    private ChannelStatistics _heard = new(0, 0, 0);

    /// <summary>Seconds heard so far, at most the memory.</summary>
    public readonly double HeardSeconds => (double)_heard.Count / samplingRateHz;

    /// <summary>What was heard; the count is at most that of the memory.</summary>
    public readonly ChannelStatistics Heard => _heard;

    /// <summary>Adds the next second.</summary>
    public void Add(ChannelStatistics second)
    {
        _heard = Standardizer.Combine(_heard, second);
        Fade();
    }

    /// <summary>Continues from what an earlier session heard.</summary>
    public void Restore(ChannelStatistics heard)
    {
        _heard = heard;
        Fade();
    }

    /// <summary>
    /// Returns mean and deviation for the z-score, the deviation shrunk to the training subjects':
    /// s² = (n·s² + n₀·s₀²)/(n + n₀), n seconds heard.
    /// </summary>
    /// <param name="priorDeviation">s₀.</param>
    /// <param name="priorSeconds">n₀.</param>
    public readonly (double Mean, double Deviation) Shrunk(double priorDeviation, double priorSeconds)
    {
        double n = HeardSeconds, s = _heard.StandardDeviation;
        return (_heard.Mean, Math.Sqrt((n * s * s + priorSeconds * priorDeviation * priorDeviation) / (n + priorSeconds)));
    }

    private void Fade()
    {
        if (HeardSeconds > memorySeconds)
            _heard = _heard with { Count = (long)(memorySeconds * samplingRateHz) };
    }
}
