namespace AttX.Streaming;

/// <summary>The latest samples of a stream, contiguous in memory. Grows unless they are discarded.</summary>
internal sealed class SampleBuffer(int capacity)
{
    private double[] _items = new double[capacity];
    private int _count;

    /// <summary>Index within the stream of the first sample held.</summary>
    public long First { get; private set; }

    /// <summary>The samples held.</summary>
    public ReadOnlySpan<double> Items => _items.AsSpan(0, _count);

    public void Append(double x)
    {
        if (_count == _items.Length)
            Array.Resize(ref _items, 2 * _count);
        _items[_count++] = x;
    }

    /// <summary>Discards the samples before one.</summary>
    public void DiscardBefore(long index)
    {
        int gone = (int)Math.Clamp(index - First, 0, _count);
        if (gone == 0)
            return;
        Items[gone..].CopyTo(_items);
        (_count, First) = (_count - gone, First + gone);
    }

    public void Clear() => (_count, First) = (0, 0);
}
