namespace AttX.Signals;

/// <summary>A maximal stretch [Start, End) of the label track that holds one code.</summary>
/// <param name="Label">The code's name; null where it is no label.</param>
/// <param name="Start">First sample, at the track's rate.</param>
/// <param name="End">One past the last sample, at the track's rate.</param>
public readonly record struct LabelRun(string? Label, int Start, int End);

/// <summary>The label at each sample of a recording: a code, and a legend that names the codes.</summary>
/// <param name="SamplingRateHz">Samples per second (700 in WESAD).</param>
/// <param name="Codes">One code per sample.</param>
/// <param name="Legend">What the codes are called.</param>
public sealed record LabelTrack(int SamplingRateHz, byte[] Codes, LabelLegend Legend)
{
    /// <summary>The track of a recording without labels: no sample at all.</summary>
    public static LabelTrack None { get; } = new(1, [], new LabelLegend([]) { IsFixed = true });

    /// <summary>Length of the track in seconds.</summary>
    public double DurationSeconds => (double)Codes.Length / SamplingRateHz;

    /// <summary>The labels that occur, in the order of the legend.</summary>
    public IReadOnlyList<string> Occurring => [.. Legend.Labels.Where(label => SecondsOf(label) > 0)];

    /// <summary>The track cut into its maximal runs of one code, in order.</summary>
    public IEnumerable<LabelRun> Runs()
    {
        for (int start = 0; start < Codes.Length;)
        {
            int length = Codes.AsSpan(start).IndexOfAnyExcept(Codes[start]);
            int end = length < 0 ? Codes.Length : start + length;
            yield return new LabelRun(Legend[Codes[start]], start, end);
            start = end;
        }
    }

    /// <summary>Seconds that carry the given label.</summary>
    public double SecondsOf(string label) =>
        (double)Legend.Names.Index().Where(n => n.Item == label).Sum(n => (long)Codes.AsSpan().Count((byte)n.Index)) / SamplingRateHz;
}
