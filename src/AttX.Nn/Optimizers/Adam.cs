using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015), computed as in PyTorch, with Keras' default ε; with a weight decay, AdamW (Loshchilov and Hutter 2019).
/// </summary>
public sealed unsafe class Adam
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-7;
    private readonly ParameterArena _arena;
    private readonly AlignedBuffer _m;
    private readonly AlignedBuffer _v;
    private readonly double _weightDecay;
    private readonly Parameter[] _decayed;

    /// <summary>Creates an optimizer for all parameters of an arena.</summary>
    /// <param name="arena">The parameters.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="weightDecay">
    /// Share of itself, times the learning rate, by which each step shrinks every tensor of two or more dimensions: the weights of convolutions
    /// and linear layers and the attention's W, not biases and batch norm.
    /// </param>
    public Adam(ParameterArena arena, double learningRate, double weightDecay = 0)
    {
        (_arena, LearningRate, _weightDecay) = (arena, learningRate, weightDecay);
        _decayed = weightDecay > 0 ? [.. arena.Parameters.Where(p => p.Shape.Count > 1)] : [];
        _m = new AlignedBuffer(arena.Values.Length);
        _v = new AlignedBuffer(arena.Values.Length);
    }

    /// <summary>Step size of the coming steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>Number of steps done.</summary>
    public int Steps { get; set; }

    /// <summary>First moments, in the arena's order; part of a checkpoint.</summary>
    public Span<float> FirstMoments => _m.Span;

    /// <summary>Second moments, in the arena's order; part of a checkpoint.</summary>
    public Span<float> SecondMoments => _v.Span;

    /// <summary>Updates the parameters by the arena's gradients.</summary>
    public void Step()
    {
        Steps++;
        float kept = (float)(1 - (LearningRate * _weightDecay));
        foreach (Parameter parameter in _decayed)
            foreach (ref float value in parameter.Values)
                value *= kept;
        SimdDispatch.Run(
            new AdamUpdate
            {
                Values = _arena.Values.Pointer,
                Gradients = _arena.Gradients.Pointer,
                M = _m.Pointer,
                V = _v.Pointer,
                Beta1 = (float)Beta1,
                Beta2 = (float)Beta2,
                OneMinusBeta1 = (float)(1 - Beta1),
                OneMinusBeta2 = (float)(1 - Beta2),
                StepSize = (float)(LearningRate / (1 - Math.Pow(Beta1, Steps))),
                RootCorrection = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, Steps))),
                Epsilon = (float)Epsilon,
            },
            _arena.Values.Length);
    }
}
