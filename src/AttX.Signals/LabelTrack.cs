namespace AttX.Signals;

/// <summary>A maximal stretch [Start, End) of the label track that holds one code.</summary>
/// <param name="State">The code; values beyond the named states are to be ignored.</param>
/// <param name="Start">First sample, at the track's rate.</param>
/// <param name="End">One past the last sample, at the track's rate.</param>
public readonly record struct LabelRun(AffectiveState State, int Start, int End);

/// <summary>The condition at each sample of a recording.</summary>
/// <param name="SamplingRateHz">Samples per second (700 in WESAD).</param>
/// <param name="States">One code per sample.</param>
public sealed record LabelTrack(int SamplingRateHz, AffectiveState[] States)
{
    /// <summary>The track of a recording without labels: no sample at all.</summary>
    public static LabelTrack None { get; } = new(1, []);

    /// <summary>Length of the track in seconds.</summary>
    public double DurationSeconds => (double)States.Length / SamplingRateHz;

    /// <summary>The track cut into its maximal runs of one code, in order.</summary>
    public IEnumerable<LabelRun> Runs()
    {
        for (int start = 0; start < States.Length;)
        {
            int length = States.AsSpan(start).IndexOfAnyExcept(States[start]);
            int end = length < 0 ? States.Length : start + length;
            yield return new LabelRun(States[start], start, end);
            start = end;
        }
    }

    /// <summary>Seconds that carry the given state.</summary>
    public double SecondsOf(AffectiveState state) => (double)States.AsSpan().Count(state) / SamplingRateHz;
}
