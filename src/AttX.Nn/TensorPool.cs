namespace AttX.Nn;

/// <summary>
/// Memory that tensors take in turns while a pass is laid out: what is returned is given to the next that fits. The less memory
/// a step goes through, the more of it stays in the caches that cores share.
/// </summary>
public sealed class TensorPool
{
    private readonly List<AlignedBuffer> _free = [];

    /// <summary>A tensor without padding, whose values are whatever its memory held before.</summary>
    public Tensor Take(int samples, int length, int channels)
    {
        long needed = Tensor.Floats(samples, length, channels, 0);
        AlignedBuffer? buffer = _free.Where(b => b.Length >= needed).MinBy(b => b.Length);
        if (buffer != null)
            _free.Remove(buffer);
        return new Tensor(samples, length, channels, 0, buffer ?? new AlignedBuffer(needed));
    }

    /// <summary>Gives a tensor's memory back; it may still be read and written where nothing else is alive at the same time.</summary>
    public void Return(Tensor tensor) => _free.Add(tensor.Buffer);
}
