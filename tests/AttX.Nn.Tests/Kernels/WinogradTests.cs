using Reference = AttX.Nn.Kernels.WinogradReference;

namespace AttX.Nn.Tests.Kernels;

public class WinogradTests
{
    /// <summary>Aᵀ[(G w) ⊙ (Bᵀ x)] is the convolution, whatever w and x: it holds for every pair of unit vectors.</summary>
    [Fact]
    public void The_matrices_give_the_convolution()
    {
        for (int tap = 0; tap < 5; tap++)
            for (int input = 0; input < 8; input++)
            {
                double[] w = new double[5], x = new double[8], u = new double[8], v = new double[8], y = new double[4];
                (w[tap], x[input]) = (1, 1);
                Reference.Multiply<double>(Reference.WeightMatrix, false, w, 1, u, 1, 1);
                Reference.Multiply<double>(Reference.InputMatrix, false, x, 1, v, 1, 1);
                double[] product = [.. u.Zip(v, (a, b) => a * b)];
                Reference.Multiply<double>(Reference.OutputMatrix, false, product, 1, y, 1, 1);
                for (int output = 0; output < 4; output++)
                    Assert.Equal(output + tap == input ? 1 : 0, y[output], 1e-13);
            }
    }
}
