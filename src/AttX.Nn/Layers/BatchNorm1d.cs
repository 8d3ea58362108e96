using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>
/// Batch normalisation over samples and time (Ioffe and Szegedy 2015), optionally followed by a ReLU:
/// y = weight · (x − mean) / sqrt(var + ε) + bias. Normalises with the biased batch variance, keeps a running unbiased one
/// (as PyTorch).
/// </summary>
/// <remarks>
/// The order of calls in training; n runs over the samples of a batch:
/// <code>
/// foreach (n) norm.Measure(x[n], state, n);
/// norm.FinishTraining(state, samples, length);   // inference: norm.FinishInference(state) instead of both
/// foreach (n) norm.Forward(x[n], y[n], state);
/// foreach (n) norm.BackwardMeasure(x[n], dy[n], state, n);
/// norm.BackwardFinish(state, samples, length);
/// foreach (n) norm.Backward(x[n], dy[n], dx[n], state);
/// </code>
/// </remarks>
public sealed unsafe class BatchNorm1d : ILayer
{
    /// <summary>Added to the variance.</summary>
    public const double Epsilon = 1e-3;

    /// <summary>Share of the running statistics that is kept per step: what PyTorch calls a momentum of 0.1. Keras keeps 0.99.</summary>
    public const double Momentum = 0.9;

    /// <summary>Registers weight, bias, running_mean and running_var under name.</summary>
    public BatchNorm1d(ParameterArena arena, string name, int channels, bool relu)
    {
        (Channels, Relu) = (channels, relu);
        Weight = arena.Add(name + ".weight", [channels], Initialization.Ones);
        Bias = arena.Add(name + ".bias", [channels], Initialization.Zeros);
        RunningMean = arena.Add(name + ".running_mean", [channels], Initialization.Zeros);
        RunningVariance = arena.Add(name + ".running_var", [channels], Initialization.Ones);
        Parameters = [Weight, Bias, RunningMean, RunningVariance];
    }

    /// <summary>Channels.</summary>
    public int Channels { get; }

    /// <summary>Whether a ReLU follows.</summary>
    public bool Relu { get; }

    /// <summary>Scale.</summary>
    public Parameter Weight { get; }

    /// <summary>Offset.</summary>
    public Parameter Bias { get; }

    /// <summary>Mean for inference.</summary>
    public Parameter RunningMean { get; }

    /// <summary>Unbiased variance for inference.</summary>
    public Parameter RunningVariance { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Forward, first part, for each sample: its mean and squared deviations. Fastest right after x is written.</summary>
    public void Measure(Sample x, BatchNormState state, int sample) => SimdDispatch.Run(
        new ChannelMoments
        {
            X = x.Of(x.Length, Channels),
            Rows = x.Length,
            Columns = Channels,
            Mean = state.Of(Channels).SampleMean(sample),
            M2 = state.SampleM2(sample),
        },
        Channels);

    /// <summary>
    /// Forward, second part, once per batch, after every sample was measured: merges the samples' moments (Chan et al. 1983) in
    /// double precision and in order, and moves the running statistics.
    /// </summary>
    /// <param name="state">After <see cref="Measure"/> of every sample.</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="length">Time steps of each.</param>
    /// <param name="momentum">Share of the running statistics that is kept.</param>
    public void FinishTraining(BatchNormState state, int samples, int length, double momentum = Momentum)
    {
        _ = state.Of(Channels);
        double rows = (double)samples * length;
        Span<float> runningMean = RunningMean.Values, runningVariance = RunningVariance.Values;
        for (int c = 0; c < Channels; c++)
        {
            double mean = 0, m2 = 0;
            for (int n = 0; n < samples; n++)
                mean += state.SampleMean(n)[c];
            mean /= samples;
            for (int n = 0; n < samples; n++)
            {
                double difference = state.SampleMean(n)[c] - mean;
                m2 += state.SampleM2(n)[c] + (length * difference * difference);
            }

            SetAffine(state, c, mean, m2 / rows);
            runningMean[c] = (float)((momentum * runningMean[c]) + ((1 - momentum) * mean));
            runningVariance[c] = (float)((momentum * runningVariance[c]) + ((1 - momentum) * m2 / (rows - 1)));
        }
    }

    /// <summary>Forward, second part, for inference: the running statistics.</summary>
    public void FinishInference(BatchNormState state)
    {
        _ = state.Of(Channels);
        for (int c = 0; c < Channels; c++)
            SetAffine(state, c, RunningMean.Values[c], RunningVariance.Values[c]);
    }

    /// <summary>Forward, last part, for each sample: normalises (and rectifies).</summary>
    public void Forward(Sample x, Sample y, BatchNormState state) => SimdDispatch.Run(
        new ChannelAffine
        {
            X = x.Of(x.Length, Channels),
            Y = y.Of(x.Length, Channels),
            Rows = x.Length,
            Columns = Channels,
            Scale = state.Of(Channels).Scale,
            Shift = state.Shift,
            Relu = Relu,
        },
        Channels);

    /// <summary>Backward, first part, for each sample: its share of the two sums.</summary>
    public void BackwardMeasure(Sample x, Sample dy, BatchNormState state, int sample) => SimdDispatch.Run(
        new BatchNormGradientSums
        {
            X = x.Of(x.Length, Channels),
            Dy = dy.Of(x.Length, Channels),
            Rows = x.Length,
            Columns = Channels,
            Mean = state.Of(Channels).Mean,
            Scale = state.Scale,
            Shift = state.Shift,
            Relu = Relu,
            SumG = state.SampleMean(sample),
            SumGX = state.SampleM2(sample),
        },
        Channels);

    /// <summary>
    /// Backward, second part, once per batch: dbias = Σ g, dweight = Σ g · x̂, and the coefficients of
    /// dx = weight/σ · (g − Σg/rows − x̂ · Σ(g·x̂)/rows).
    /// </summary>
    public void BackwardFinish(BatchNormState state, int samples, int length)
    {
        _ = state.Of(Channels);
        double rows = (double)samples * length;
        for (int c = 0; c < Channels; c++)
        {
            double sumG = 0, sumGX = 0;
            for (int n = 0; n < samples; n++)
            {
                sumG += state.SampleMean(n)[c];
                sumGX += state.SampleM2(n)[c];
            }

            double inverse = state.InverseDeviation[c], scale = state.Scale[c];
            Bias.GradientPointer[c] += (float)sumG;
            Weight.GradientPointer[c] += (float)(sumGX * inverse);
            double onX = -scale * inverse * inverse * sumGX / rows;
            state.OnX[c] = (float)onX;
            state.Constant[c] = (float)((-scale * sumG / rows) - (onX * state.Mean[c]));
        }
    }

    /// <summary>Backward, last part, for each sample. dx may be dy.</summary>
    public void Backward(Sample x, Sample dy, Sample dx, BatchNormState state) => SimdDispatch.Run(
        new BatchNormInputGradient
        {
            X = x.Of(x.Length, Channels),
            Dy = dy.Of(x.Length, Channels),
            Dx = dx.Of(x.Length, Channels),
            Rows = x.Length,
            Columns = Channels,
            Scale = state.Of(Channels).Scale,
            Shift = state.Shift,
            OnX = state.OnX,
            Constant = state.Constant,
            Relu = Relu,
        },
        Channels);

    private void SetAffine(BatchNormState state, int c, double mean, double variance)
    {
        double inverse = 1 / Math.Sqrt(variance + Epsilon), scale = Weight.Values[c] * inverse;
        state.Mean[c] = (float)mean;
        state.InverseDeviation[c] = (float)inverse;
        state.Scale[c] = (float)scale;
        state.Shift[c] = (float)(Bias.Values[c] - (mean * scale));
    }
}

/// <summary>Holds what batch normalisation's forward pass saves for backward, and the samples' partial sums.</summary>
public sealed unsafe class BatchNormState
{
    private readonly Tensor _channels;
    private readonly Tensor _partial;

    /// <summary>Allocates the state for batches up to a given size.</summary>
    public BatchNormState(int samples, int channels) =>
        (_channels, _partial) = (new Tensor(6, 1, channels), new Tensor(checked(2 * samples), 1, channels));

    internal float* Mean => _channels[0].Pointer;

    internal float* InverseDeviation => _channels[1].Pointer;

    internal float* Scale => _channels[2].Pointer;

    internal float* Shift => _channels[3].Pointer;

    internal float* OnX => _channels[4].Pointer;

    internal float* Constant => _channels[5].Pointer;

    /// <summary>Returns this state after checking the number of channels.</summary>
    /// <exception cref="ArgumentException">It was made for another number.</exception>
    internal BatchNormState Of(int channels) => _channels.Channels == channels ? this
        : throw new ArgumentException($"The normalisation's state is of {_channels.Channels} channels, needed are {channels}.");

    internal float* SampleMean(int sample) => _partial[2 * sample].Pointer;

    internal float* SampleM2(int sample) => _partial[(2 * sample) + 1].Pointer;
}
