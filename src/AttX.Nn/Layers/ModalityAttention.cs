using System.Buffers;
using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>
/// Attention over d branches of the same shape (Bhatti et al. 2021, equations 1 and 2): theta = softmax over the branches of
/// ReLU(S W) ⊙ w_u, S the branches stacked element by element. With <c>perTimeStep</c> the scores are summed over the
/// channels first, so that theta is the same for all channels. Branches that are absent from a sample take no part in the softmax: their
/// theta is 0, and those of the others add up to 1.
/// </summary>
public sealed unsafe class ModalityAttention : ILayer
{
    private const int MaximumOnStack = 1 << 14;
    private readonly bool _perTimeStep;

    /// <summary>Registers W (d, d) and w_u (channels) under name.</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="name">Prefix of their names.</param>
    /// <param name="branches">d.</param>
    /// <param name="channels">Channels of each branch.</param>
    /// <param name="perTimeStep">Whether the scores are summed over the channels.</param>
    /// <param name="glorot">Whether W and w_u begin with Glorot's values instead of the identity and 1.</param>
    public ModalityAttention(ParameterArena arena, string name, int branches, int channels, bool perTimeStep, bool glorot = false)
    {
        (Branches, Channels, _perTimeStep) = (branches, channels, perTimeStep);
        Mix = arena.Add(name + ".W", [branches, branches], glorot ? Initialization.GlorotInOrder : Initialization.Identity);
        Weight = arena.Add(name + ".w_u", [channels], glorot ? Initialization.GlorotInOrder : Initialization.Ones);
        Parameters = [Mix, Weight];
    }

    /// <summary>d.</summary>
    public int Branches { get; }

    /// <summary>Channels of each branch.</summary>
    public int Channels { get; }

    /// <summary>W.</summary>
    public Parameter Mix { get; }

    /// <summary>w_u.</summary>
    public Parameter Weight { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>theta of one sample.</summary>
    /// <param name="z">d branches of (L, channels); zeros for one that is absent.</param>
    /// <param name="theta">d outputs of the same shape, without padding.</param>
    /// <param name="present">Whether each branch is there, at least one of them; empty: all are.</param>
    public void Forward(ReadOnlySpan<Sample> z, ReadOnlySpan<Sample> theta, ReadOnlySpan<bool> present = default)
    {
        float** inputs = stackalloc float*[Branches], outputs = stackalloc float*[Branches];
        Point(z, z[0].Length, inputs);
        Point(theta, z[0].Length, outputs);
        SimdDispatch.Run(
            new AttentionScores
            {
                Z = inputs,
                Scores = outputs,
                Branches = Branches,
                Rows = z[0].Length,
                Columns = Channels,
                Mix = Mix.Pointer,
                Weight = Weight.Pointer,
            },
            Channels);
        if (_perTimeStep)
            SumOverChannels(theta);
        ClearAbsent(theta, present);
        SimdDispatch.Run(new ModalitySoftmax { Values = outputs, Branches = KeepPresent(outputs, present) }, z[0].Length * Channels);
    }

    /// <summary>Adds to the gradients of W and w_u, and to dz.</summary>
    /// <param name="z">What forward saw.</param>
    /// <param name="theta">What forward gave.</param>
    /// <param name="dTheta">The gradient of theta; overwritten.</param>
    /// <param name="dz">Receives the branches' gradients, added to what is there; meaningless for one that is absent.</param>
    /// <param name="present">What forward was told.</param>
    public void Backward(
        ReadOnlySpan<Sample> z, ReadOnlySpan<Sample> theta, ReadOnlySpan<Sample> dTheta, ReadOnlySpan<Sample> dz, ReadOnlySpan<bool> present = default)
    {
        float** inputs = stackalloc float*[Branches], weights = stackalloc float*[Branches], there = stackalloc float*[Branches];
        float** scores = stackalloc float*[Branches], gradients = stackalloc float*[Branches];
        Point(z, z[0].Length, inputs);
        Point(theta, z[0].Length, weights);
        Point(dTheta, z[0].Length, scores);
        Point(dz, z[0].Length, gradients);
        if (_perTimeStep)
            SumOverChannels(dTheta);
        ClearAbsent(dTheta, present);
        new ReadOnlySpan<nint>(scores, Branches).CopyTo(new Span<nint>(there, Branches));
        int count = KeepPresent(weights, present);
        KeepPresent(there, present);
        SimdDispatch.Run(
            new ModalitySoftmaxGradient { Theta = weights, Gradients = there, Branches = count },
            z[0].Length * Channels);

        AddScoresGradient(z[0].Length, inputs, scores, gradients);
    }

    private void AddScoresGradient(int rows, float** inputs, float** scores, float** gradients)
    {
        // The stack of a thread may be as small as half a megabyte: what several wide branches need is rented.
        int mixed = Branches * Branches * Channels;
        float[]? rented = mixed > MaximumOnStack ? ArrayPool<float>.Shared.Rent(mixed) : null;
        Span<float> mixPerChannel = rented == null ? stackalloc float[mixed] : rented.AsSpan(0, mixed);
        mixPerChannel.Clear();
        fixed (float* dMix = mixPerChannel)
            SimdDispatch.Run(
                new AttentionScoresGradient
                {
                    Z = inputs,
                    DScores = scores,
                    Dz = gradients,
                    Branches = Branches,
                    Rows = rows,
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

        if (rented != null)
            ArrayPool<float>.Shared.Return(rented);
    }

    private void Point(ReadOnlySpan<Sample> samples, int length, float** pointers)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(samples.Length, Branches);
        for (int i = 0; i < samples.Length; i++)
            pointers[i] = samples[i].Of(length, Channels);
    }

    /// <summary>Moves the pointers of the branches that are there to the front; returns how many there are.</summary>
    private int KeepPresent(float** pointers, ReadOnlySpan<bool> present)
    {
        if (present.IsEmpty)
            return Branches;
        int count = 0;
        for (int i = 0; i < Branches; i++)
            if (present[i])
                pointers[count++] = pointers[i];
        return count;
    }

    private static void ClearAbsent(ReadOnlySpan<Sample> samples, ReadOnlySpan<bool> present)
    {
        for (int i = 0; i < present.Length; i++)
            if (!present[i])
                samples[i].Values.Clear();
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
