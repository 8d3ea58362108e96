using AttX.Nn.Kernels;
using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

/// <summary>Attention over d branches of n samples of (l, c), by element or, with step = 1, by time step.</summary>
internal sealed class ModalityAttentionCase(int n, int l, int c, int d, int step)
    : LayerCase($"modalityattention-n{n}-l{l}-c{c}-d{d}-step{step}", typeof(ModalityAttention))
{
    public static LayerCase[] All =>
    [
        new ModalityAttentionCase(2, 5, 3, 2, 0),
        new ModalityAttentionCase(2, 5, 3, 2, 1),
        new ModalityAttentionCase(2, 4, 17, 3, 0),
        new ModalityAttentionCase(2, 4, 17, 3, 1),
    ];

    public override IReadOnlyDictionary<string, int[]> Shapes
    {
        get
        {
            Dictionary<string, int[]> shapes = Enumerable.Range(0, d).ToDictionary(j => $"z{j}", _ => new[] { n, l, c });
            shapes["W"] = [d, d];
            shapes["w_u"] = [c];
            return shapes;
        }
    }

    /// <summary>theta of each branch, from equations 1 and 2.</summary>
    public static double[][] Theta(double[][] z, double[] mix, double[] weight, bool perTimeStep)
    {
        int c = weight.Length, rows = z[0].Length / c;
        double[][] scores = [.. z.Select(s => new double[s.Length])];
        AttentionScoresReference.Run<double>(z, scores, rows, c, mix, weight);
        foreach (double[] branch in perTimeStep ? scores : [])
            for (int r = 0; r < rows; r++)
                branch.AsSpan(r * c, c).Fill(branch.AsSpan(r * c, c).ToArray().Sum());
        ModalitySoftmaxReference.Run(scores);
        return scores;
    }

    public override double[] Twin(Arguments a) =>
        [.. Theta([.. Enumerable.Range(0, d).Select(j => a[$"z{j}"])], a["W"], a["w_u"], step == 1).SelectMany(t => t)];

    public override LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut)
    {
        ParameterArena arena = new();
        ModalityAttention attention = new(arena, "layer", d, c, step == 1);
        Import(arena, a);
        int[] shape = [n, l, c];
        Tensor[] z = [.. Enumerable.Range(0, d).Select(j => Fill(a[$"z{j}"], shape))];
        Tensor[] theta = [.. z.Select(_ => Zeros(shape))], dz = [.. z.Select(_ => Zeros(shape))];
        Tensor[] dTheta = [.. z.Select((_, j) => Fill(dOut[(j * n * l * c)..((j + 1) * n * l * c)], shape))];
        for (int i = 0; i < n; i++)
        {
            Sample[] Of(Tensor[] tensors) => [.. tensors.Select(t => t[i])];
            attention.Forward(Of(z), Of(theta));
            attention.Backward(Of(z), Of(theta), Of(dTheta), Of(dz));
        }

        GC.KeepAlive((z, dTheta));
        return new LayerResult(
            [.. theta.SelectMany(Read)], Gradients(arena, a, [.. dz.Select((t, j) => ($"z{j}", t))]));
    }
}
