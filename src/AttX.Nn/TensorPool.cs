namespace AttX.Nn;

/// <summary>
/// Lends memory to tensors while a pass is laid out: returned memory goes to the next tensor that it fits. The less memory
/// a step touches, the more of it stays in the caches that cores share.
/// </summary>
public sealed class TensorPool
{
    private readonly List<AlignedBuffer> _free = [];

    /// <summary>Rents a tensor without padding; its values are undefined.</summary>
    public Tensor Take(int samples, int length, int channels)
    {
        long needed = Tensor.Floats(samples, length, channels, 0);
        AlignedBuffer? buffer = _free.Where(b => b.Length >= needed).MinBy(b => b.Length);
        if (buffer != null)
            _free.Remove(buffer);
        return new Tensor(samples, length, channels, 0, buffer ?? new AlignedBuffer(needed));
    }

    /// <summary>Returns a tensor's memory; it may still be read and written where no other tensor is alive at the same time.</summary>
    public void Return(Tensor tensor) => _free.Add(tensor.Buffer);
}
