using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>
/// Attention over d streams of the same shape (Bhatti et al. 2021, equations 1 to 3): theta = softmax over the streams of
/// ReLU(S W) ⊙ w_u, S the streams stacked element by element. With <c>perTimeStep</c> the scores are summed over the
/// channels first, so that theta is the same for all channels.
/// </summary>
public sealed unsafe class ModalityAttention : ILayer
{
    private readonly bool _perTimeStep;

    /// <summary>Registers W (d, d) and w_u (channels) under name.</summary>
    public ModalityAttention(ParameterArena arena, string name, int streams, int channels, bool perTimeStep)
    {
        (Streams, Channels, _perTimeStep) = (streams, channels, perTimeStep);
        Mix = arena.Add(name + ".W", [streams, streams], Initialization.Identity);
        Weight = arena.Add(name + ".w_u", [channels], Initialization.Ones);
        Parameters = [Mix, Weight];
    }

    /// <summary>d.</summary>
    public int Streams { get; }

    /// <summary>Channels of each stream.</summary>
    public int Channels { get; }

    /// <summary>W.</summary>
    public Parameter Mix { get; }

    /// <summary>w_u.</summary>
    public Parameter Weight { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>theta of one sample.</summary>
    /// <param name="z">d streams of (L, channels).</param>
    /// <param name="theta">d outputs of the same shape, without padding.</param>
    public void Forward(ReadOnlySpan<Sample> z, ReadOnlySpan<Sample> theta)
    {
        float** inputs = stackalloc float*[Streams], outputs = stackalloc float*[Streams];
        Point(z, z[0].Length, inputs);
        Point(theta, z[0].Length, outputs);
        SimdDispatch.Run(
            new AttentionScores
            {
                Z = inputs,
                Scores = outputs,
                Streams = Streams,
                Rows = z[0].Length,
                Columns = Channels,
                Mix = Mix.Pointer,
                Weight = Weight.Pointer,
            },
            Channels);
        if (_perTimeStep)
            SumOverChannels(theta);
        SimdDispatch.Run(new ModalitySoftmax { Values = outputs, Streams = Streams }, z[0].Length * Channels);
    }

    /// <summary>Adds to the gradients of W and w_u, and to dz.</summary>
    /// <param name="z">What forward saw.</param>
    /// <param name="theta">What forward gave.</param>
    /// <param name="dTheta">The gradient of theta; overwritten.</param>
    /// <param name="dz">Receives the streams' gradients, added to what is there.</param>
    public void Backward(ReadOnlySpan<Sample> z, ReadOnlySpan<Sample> theta, ReadOnlySpan<Sample> dTheta, ReadOnlySpan<Sample> dz)
    {
        float** inputs = stackalloc float*[Streams], weights = stackalloc float*[Streams];
        float** scores = stackalloc float*[Streams], gradients = stackalloc float*[Streams];
        Point(z, z[0].Length, inputs);
        Point(theta, z[0].Length, weights);
        Point(dTheta, z[0].Length, scores);
        Point(dz, z[0].Length, gradients);
        if (_perTimeStep)
            SumOverChannels(dTheta);
        SimdDispatch.Run(
            new ModalitySoftmaxGradient { Theta = weights, Gradients = scores, Streams = Streams },
            z[0].Length * Channels);

        Span<float> mixPerChannel = stackalloc float[Streams * Streams * Channels];
        mixPerChannel.Clear();
        fixed (float* dMix = mixPerChannel)
            SimdDispatch.Run(
                new AttentionScoresGradient
                {
                    Z = inputs,
                    DScores = scores,
                    Dz = gradients,
                    Streams = Streams,
                    Rows = z[0].Length,
                    Columns = Channels,
                    Mix = Mix.Pointer,
                    Weight = Weight.Pointer,
                    DWeight = Weight.GradientPointer,
                    DMix = dMix,
                },
                Channels);
        for (int i = 0; i < Mix.Length; i++)
        {
            double sum = 0;
            foreach (float part in mixPerChannel.Slice(i * Channels, Channels))
                sum += part;
            Mix.GradientPointer[i] += (float)sum;
        }
    }

    private void Point(ReadOnlySpan<Sample> samples, int length, float** pointers)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(samples.Length, Streams);
        for (int i = 0; i < samples.Length; i++)
            pointers[i] = samples[i].Of(length, Channels);
    }

    private static void SumOverChannels(ReadOnlySpan<Sample> samples)
    {
        foreach (Sample sample in samples)
            for (int l = 0; l < sample.Length; l++)
            {
                Span<float> row = sample.Values.Slice(l * sample.Channels, sample.Channels);
                float sum = 0;
                foreach (float value in row)
                    sum += value;
                row.Fill(sum);
            }
    }
}
