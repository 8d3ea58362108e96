using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>One branch's part of a concatenation along the channels, plain or weighted element by element.</summary>
public static unsafe class ChannelConcatenation
{
    /// <summary>y[l, offset + c] = x[l, c] · theta[l, c] for one sample; without theta, x[l, c]. With <paramref name="accumulate"/>, +=.</summary>
    public static void Forward(Sample x, Sample? theta, Sample y, int offset, bool accumulate = false) => SimdDispatch.Run(
        new ChannelConcat
        {
            X = x.Pointer,
            Theta = theta is { } t ? t.Of(x.Length, x.Channels) : null,
            Y = At(y, x, offset),
            YColumns = y.Channels,
            Rows = x.Length,
            Columns = x.Channels,
            Accumulate = accumulate,
        },
        x.Channels);

    /// <summary>dx[l, c] += dy[l, offset + c] · theta[l, c], and dTheta[l, c] += dy[l, offset + c] · x[l, c].</summary>
    public static void Backward(Sample x, Sample? theta, Sample dy, int offset, Sample dx, Sample? dTheta) => SimdDispatch.Run(
        new ChannelConcatGradient
        {
            X = x.Pointer,
            Theta = theta is { } t ? t.Of(x.Length, x.Channels) : null,
            Dy = At(dy, x, offset),
            YColumns = dy.Channels,
            Dx = dx.Of(x.Length, x.Channels),
            DTheta = theta is null ? null : dTheta!.Value.Of(x.Length, x.Channels),
            Rows = x.Length,
            Columns = x.Channels,
        },
        x.Channels);

    private static float* At(Sample whole, Sample part, int offset) =>
        offset >= 0 && offset <= whole.Channels - part.Channels ? whole.Of(part.Length, whole.Channels) + offset
            : throw new ArgumentException($"Channels {offset} to {(long)offset + part.Channels} are not among {whole.Channels}.");
}
