namespace AttX.Training;

/// <summary>Keeps the embeddings of a session's last windows, in order of time, for the estimates that rest on them. Adding one allocates nothing.</summary>
public sealed class ContextMemory
{
    private readonly int _length, _span;
    private readonly long[] _starts;
    private readonly float[] _embeddings;
    private int _count;

    /// <summary>Allocates the memory.</summary>
    /// <param name="windows">Windows that an estimate rests on, the current one included; 0: nothing is kept.</param>
    /// <param name="hop">Distance between the starts of two windows, in the unit of all starts.</param>
    /// <param name="length">Length of an embedding.</param>
    public ContextMemory(int windows, int hop, int length)
    {
        int kept = Math.Max(windows - 1, 0);
        (_length, _span) = (length, checked(kept * hop));
        (_starts, _embeddings) = (new long[kept], new float[checked(kept * length)]);
    }

    /// <summary>Returns the embeddings in the context of a window, oldest first, and forgets those before.</summary>
    /// <param name="start">The window's start, after those of all windows added.</param>
    public ReadOnlySpan<float> Before(long start)
    {
        int old = 0;
        while (old < _count && _starts[old] < start - _span)
            old++;
        Forget(old);
        return _embeddings.AsSpan(0, _count * _length);
    }

    /// <summary>Adds a window's embedding.</summary>
    /// <param name="start">The window's start, after those of all windows added.</param>
    /// <param name="embedding">The embedding.</param>
    public void Add(long start, ReadOnlySpan<float> embedding)
    {
        if (_starts.Length == 0)
            return;
        if (_count == _starts.Length)
            Forget(1);
        _starts[_count] = start;
        embedding.CopyTo(_embeddings.AsSpan(_count++ * _length, _length));
    }

    /// <summary>Forgets all windows.</summary>
    public void Clear() => _count = 0;

    private void Forget(int oldest)
    {
        if (oldest == 0)
            return;
        _count -= oldest;
        _starts.AsSpan(oldest, _count).CopyTo(_starts);
        _embeddings.AsSpan(oldest * _length, _count * _length).CopyTo(_embeddings);
    }
}
