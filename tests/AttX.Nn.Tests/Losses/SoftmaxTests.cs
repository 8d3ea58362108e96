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

    [Fact]
    public void A_NaN_logit_makes_the_loss_NaN() =>
        Assert.True(double.IsNaN(SoftmaxCrossEntropy.Evaluate([0, float.NaN], 0, 1, new float[2])));
}
