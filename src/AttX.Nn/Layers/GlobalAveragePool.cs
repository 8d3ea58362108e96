using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>The mean over time: y[c] = Σ_l x[l, c] / L.</summary>
public static unsafe class GlobalAveragePool
{
    /// <summary>Forward for one sample: (L, C) to (1, C).</summary>
    public static void Forward(Sample x, Sample y)
    {
        _ = y.Of(1, x.Channels);
        Span<float> sum = y.Values;
        sum.Clear();
        SimdDispatch.Run(new ChannelSum { X = x.Pointer, Rows = x.Length, Columns = x.Channels, Sum = y.Pointer }, x.Channels);
        foreach (ref float value in sum)
            value /= x.Length;
    }

    /// <summary>Backward for one sample: dx[l, c] = dy[c] / L.</summary>
    public static void Backward(Sample dy, Sample dx)
    {
        _ = dy.Of(1, dx.Channels);
        Span<float> g = dy.Values, first = dx.Values[..dx.Channels];
        for (int c = 0; c < first.Length; c++)
            first[c] = g[c] / dx.Length;
        for (int l = 1; l < dx.Length; l++)
            first.CopyTo(dx.Values.Slice(l * dx.Channels, dx.Channels));
    }
}
