using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>
/// A gated recurrent unit (Cho et al. 2014) with the equations of PyTorch's <c>nn.GRU</c>: r = σ(a_r + b_r), z = σ(a_z + b_z),
/// n = tanh(a_n + r ⊙ b_n), h = (1 − z) ⊙ n + z ⊙ h', where a = x W_ihᵀ + bias_ih, b = h' W_hhᵀ + bias_hh, and h' is the state before.
/// Called step by step: forward from the first to the last of a sequence, backward from the last to the first.
/// </summary>
public sealed class GatedRecurrentUnit : ILayer
{
    private readonly Linear _input, _recurrent;

    /// <summary>Registers ih.weight (3·hidden, inputs), ih.bias, hh.weight (3·hidden, hidden) and hh.bias under name; rows are those of r, z, n.</summary>
    public GatedRecurrentUnit(ParameterArena arena, string name, int inputs, int hidden)
    {
        (Inputs, Hidden) = (inputs, hidden);
        _input = new Linear(arena, name + ".ih", inputs, 3 * hidden, relu: false);
        _recurrent = new Linear(arena, name + ".hh", hidden, 3 * hidden, relu: false);
        Parameters = [.. _input.Parameters, .. _recurrent.Parameters];
    }

    /// <summary>Length of x.</summary>
    public int Inputs { get; }

    /// <summary>Length of the state.</summary>
    public int Hidden { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Allocates what forward saves for backward, for up to a number of steps.</summary>
    public GatedRecurrentState Allocate(int steps) => new(steps, Hidden);

    /// <summary>One step.</summary>
    /// <param name="x">(1, inputs).</param>
    /// <param name="before">The state before, (1, hidden); null: zeros.</param>
    /// <param name="h">Receives the state, (1, hidden); another memory than the state before.</param>
    /// <param name="state">Saved for backward.</param>
    /// <param name="step">The step's number in the state.</param>
    public void Forward(Sample x, Sample? before, Sample h, GatedRecurrentState state, int step)
    {
        Sample previous = before ?? state.Zero[0];
        _input.Forward(x, state.Gates[step]);
        _recurrent.Forward(previous, state.Recurrent[step]);
        Span<float> gates = state.Gates[step].Values, recurrent = state.Recurrent[step].Values;
        Span<float> candidate = gates[(2 * Hidden)..], r = gates[..Hidden], z = gates[Hidden..(2 * Hidden)];
        for (int i = 0; i < 2 * Hidden; i++)
            gates[i] += recurrent[i];
        Squash(state.Gates[step], 2 * Hidden, 0);
        // tanh(x) = 2 σ(2 x) − 1
        for (int i = 0; i < Hidden; i++)
            candidate[i] = 2 * (candidate[i] + (r[i] * recurrent[(2 * Hidden) + i]));
        Squash(state.Gates[step], Hidden, 2 * Hidden);
        Span<float> now = h.Values, old = previous.Values;
        for (int i = 0; i < Hidden; i++)
        {
            candidate[i] = (2 * candidate[i]) - 1;
            now[i] = ((1 - z[i]) * candidate[i]) + (z[i] * old[i]);
        }
    }

    /// <summary>Backward of one step: adds to the parameters' gradients, writes dx, and adds to the gradient of the state before.</summary>
    /// <param name="x">What forward saw.</param>
    /// <param name="before">What forward saw.</param>
    /// <param name="dh">The state's gradient.</param>
    /// <param name="dx">Receives the input's gradient.</param>
    /// <param name="dBefore">Receives the gradient of the state before, added to what is there; null: not wanted.</param>
    /// <param name="state">What forward saved.</param>
    /// <param name="step">The step's number in the state.</param>
    public void Backward(Sample x, Sample? before, Sample dh, Sample dx, Sample? dBefore, GatedRecurrentState state, int step)
    {
        Sample previous = before ?? state.Zero[0];
        ReadOnlySpan<float> gates = state.Gates[step].Values, recurrent = state.Recurrent[step].Values, old = previous.Values, g = dh.Values;
        Span<float> dInput = state.DInput[0].Values, dRecurrent = state.DRecurrent[0].Values;
        for (int i = 0; i < Hidden; i++)
        {
            float r = gates[i], z = gates[Hidden + i], n = gates[(2 * Hidden) + i];
            float dn = g[i] * (1 - z) * (1 - (n * n));
            dInput[i] = dRecurrent[i] = dn * recurrent[(2 * Hidden) + i] * r * (1 - r);
            dInput[Hidden + i] = dRecurrent[Hidden + i] = g[i] * (old[i] - n) * z * (1 - z);
            dInput[(2 * Hidden) + i] = dn;
            dRecurrent[(2 * Hidden) + i] = dn * r;
        }

        _input.Backward(x, state.Gates[step], state.DInput[0], dx);
        _recurrent.Backward(previous, state.Recurrent[step], state.DRecurrent[0], state.DBefore[0]);
        if (dBefore is not { } sum)
            return;
        ReadOnlySpan<float> through = state.DBefore[0].Values;
        for (int i = 0; i < Hidden; i++)
            sum.Values[i] += through[i] + (g[i] * gates[Hidden + i]);
    }

    private static unsafe void Squash(Sample values, int count, int first) => SimdDispatch.Run(
        new Sigmoid { X = values.Pointer + first, Y = values.Pointer + first }, count);
}

/// <summary>Holds what a gated recurrent unit saves for backward, and its gradients.</summary>
public sealed class GatedRecurrentState
{
    internal GatedRecurrentState(int steps, int hidden)
    {
        (Gates, Recurrent) = (new Tensor(steps, 1, 3 * hidden), new Tensor(steps, 1, 3 * hidden));
        (DInput, DRecurrent) = (new Tensor(1, 1, 3 * hidden), new Tensor(1, 1, 3 * hidden));
        (Zero, DBefore) = (new Tensor(1, 1, hidden), new Tensor(1, 1, hidden));
    }

    /// <summary>r, z and n.</summary>
    internal Tensor Gates { get; }

    /// <summary>b.</summary>
    internal Tensor Recurrent { get; }

    internal Tensor Zero { get; }

    internal Tensor DInput { get; }

    internal Tensor DRecurrent { get; }

    internal Tensor DBefore { get; }
}
