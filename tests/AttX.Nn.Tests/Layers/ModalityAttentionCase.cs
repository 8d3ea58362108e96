using AttX.Nn.Kernels;
using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

/// <summary>
/// Attention over d branches of n samples of (l, c), by element or, with step = 1, by time step; with absent, some samples lack branches.
/// </summary>
internal sealed class ModalityAttentionCase(int n, int l, int c, int d, int step, bool absent = false)
    : LayerCase($"modalityattention-n{n}-l{l}-c{c}-d{d}-step{step}{(absent ? "-absent" : "")}", typeof(ModalityAttention))
{
    public static LayerCase[] All =>
    [
        new ModalityAttentionCase(2, 5, 3, 2, 0),
        new ModalityAttentionCase(2, 5, 3, 2, 1),
        new ModalityAttentionCase(2, 4, 17, 3, 0),
        new ModalityAttentionCase(2, 4, 17, 3, 1),
        new ModalityAttentionCase(5, 4, 3, 2, 0, absent: true),
        new ModalityAttentionCase(5, 4, 3, 3, 1, absent: true),
        new ModalityAttentionCase(5, 3, 17, 4, 0, absent: true),
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

    public override double[] Twin(Arguments a)
    {
        double[][] z = [.. Enumerable.Range(0, d).Select(j => a[$"z{j}"])];
        if (!absent)
            return [.. Theta(z, a["W"], a["w_u"], step == 1).SelectMany(t => t)];
        double[][] theta = [.. z.Select(_ => new double[n * l * c])];
        for (int i = 0; i < n; i++)
        {
            int[] there = [.. Enumerable.Range(0, d).Where(j => Golden.IsPresent(i, j))];
            double[][] own = Theta([.. there.Select(j => z[j][(i * l * c)..((i + 1) * l * c)])], Among(a["W"], there), a["w_u"], step == 1);
            foreach ((int k, int j) in there.Index())
                own[k].CopyTo(theta[j], i * l * c);
        }

        return [.. theta.SelectMany(t => t)];
    }

    /// <summary>The rows and columns of W that belong to some of the branches: attention among these alone.</summary>
    private double[] Among(double[] mix, int[] branches) => [.. branches.SelectMany(i => branches.Select(j => mix[(i * d) + j]))];

    public override LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut)
    {
        ParameterArena arena = new();
        ModalityAttention attention = new(arena, "layer", d, c, step == 1);
        Import(arena, a);
        int[] shape = [n, l, c];
        Tensor[] z = [.. Enumerable.Range(0, d).Select(j => Fill(a[$"z{j}"], shape))];
        Tensor[] theta = [.. z.Select(_ => Zeros(shape))], dz = [.. z.Select(_ => Zeros(shape))];
        Tensor[] dTheta = [.. z.Select((_, j) => Fill(dOut[(j * n * l * c)..((j + 1) * n * l * c)], shape))];
        Tensor zero = Zeros([1, l, c]), ignored = Zeros([1, l, c]);
        for (int i = 0; i < n; i++)
        {
            Sample[] Of(Tensor[] tensors) => [.. tensors.Select(t => t[i])];
            bool[] present = absent ? [.. Enumerable.Range(0, d).Select(j => Golden.IsPresent(i, j))] : [];
            Sample[] seen = Of(z), unread = Of(dz);
            for (int j = 0; j < present.Length; j++)
                if (!present[j])
                    (seen[j], unread[j]) = (zero[0], ignored[0]);
            attention.Forward(seen, Of(theta), present);
            attention.Backward(seen, Of(theta), Of(dTheta), unread, present);
        }

        GC.KeepAlive((z, dTheta, zero, ignored));
        return new LayerResult(
            [.. theta.SelectMany(Read)], Gradients(arena, a, [.. dz.Select((t, j) => ($"z{j}", t))]));
    }
}
