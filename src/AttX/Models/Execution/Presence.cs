namespace AttX.Models.Execution;

/// <summary>Which branches' sensors each sample of a batch has; at first all.</summary>
internal sealed class Presence
{
    private readonly bool[] _present;
    private readonly int _branches;

    /// <summary>Allocates the flags.</summary>
    public Presence(int samples, int branches)
    {
        (_present, _branches) = (new bool[samples * branches], branches);
        _present.AsSpan().Fill(true);
    }

    /// <summary>Returns the flags of one sample, one per branch.</summary>
    public Span<bool> Of(int sample) => _present.AsSpan(sample * _branches, _branches);
}
