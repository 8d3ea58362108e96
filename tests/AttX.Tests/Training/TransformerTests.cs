using AttX.Ground;
using AttX.Training;

namespace AttX.Tests.Training;

public sealed class TransformerTests
{
    private const int Length = 64, Axes = 2;

    // Axis 0 rises from 0 by 1 a step; axis 1 is 1000 more.
    private static float[] Window => [.. Enumerable.Range(0, Length).SelectMany(t => new float[] { t, 1000 + t })];

    [Fact]
    public void Each_does_what_its_name_says()
    {
        Assert.Equal(Window, Of(Transformation.None));
        Assert.Equal(Window.Select(x => -x), Of(Transformation.Negate));
        Assert.Equal(Window.Chunk(2).Reverse().SelectMany(x => x), Of(Transformation.Reverse));
        float[] scaled = Of(Transformation.Scale), noisy = Of(Transformation.Noise), permuted = Of(Transformation.Permute), warped = Of(Transformation.TimeWarp);
        Assert.InRange(scaled[3] / Window[3], 1.5, 3);
        Assert.Equal(scaled[3] / Window[3], scaled[4] / Window[4], 1e-6);
        Assert.InRange(noisy.Zip(Window, (a, b) => (double)(a - b) * (a - b)).Average(), 0.05, 0.2); // 0.3 squared
        Assert.Equal(Window.Order(), permuted.Order());
        Assert.NotEqual(Window, permuted);
        for (int t = 1; t < Length - 1; t++)
            Assert.Contains(warped[t * Axes] - warped[(t - 1) * Axes], new float[] { 0.5f, 1.5f });
        Assert.All(new[] { permuted, warped, scaled[..2] }, each => Assert.True(each.Chunk(2).All(x => x[1] > x[0])));
    }

    private static float[] Of(Transformation kind)
    {
        float[] window = Window;
        new Transformer(window.Length).Apply(kind, window, Axes, new Rng(3));
        return window;
    }
}
