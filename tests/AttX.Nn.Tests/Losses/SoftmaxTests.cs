using AttX.Nn.Losses;

namespace AttX.Nn.Tests.Losses;

public class SoftmaxTests
{
    [Theory]
    [InlineData(new float[] { 1000, 0, -1000 }, new float[] { 1, 0, 0 })]
    [InlineData(new float[] { -5000, -5000 }, new float[] { 0.5f, 0.5f })]
    public void Large_logits_do_not_overflow(float[] logits, float[] expected)
    {
        float[] p = new float[logits.Length];
        SoftmaxCrossEntropy.Softmax(logits, p);
        Assert.Equal(expected, p);
    }

    [Fact]
    public void A_confident_mistake_has_a_finite_loss()
    {
        float[] gradient = new float[2];
        Assert.Equal(2000, SoftmaxCrossEntropy.Evaluate([1000, -1000], 1, 4, gradient), 1e-9);
        Assert.Equal([0.25f, -0.25f], gradient);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.3, 1)]
    [InlineData(0.3, 2.5)]
    public void Loss_and_gradient_are_those_of_the_smoothed_target(double smoothing, float weight)
    {
        float[] logits = [0.5f, -1.25f, 2], p = new float[3], gradient = new float[3];
        double[] target = [smoothing / 3, 1 - smoothing + (smoothing / 3), smoothing / 3];
        SoftmaxCrossEntropy.Softmax(logits, p);
        double loss = SoftmaxCrossEntropy.Evaluate(logits, 1, 4, gradient, smoothing, weight);
        Assert.Equal(-weight * target.Zip(p, (q, share) => q * Math.Log(share)).Sum(), loss, 1e-6);
        for (int c = 0; c < 3; c++)
            Assert.Equal(weight * (p[c] - target[c]) / 4, gradient[c], 1e-7);
    }

    [Fact]
    public void A_NaN_logit_makes_the_loss_NaN() =>
        Assert.True(double.IsNaN(SoftmaxCrossEntropy.Evaluate([0, float.NaN], 0, 1, new float[2])));
}
