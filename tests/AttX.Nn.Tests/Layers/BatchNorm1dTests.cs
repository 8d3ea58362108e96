using AttX.Nn.Layers;

namespace AttX.Nn.Tests.Layers;

public class BatchNorm1dTests
{
    [Fact]
    public void Running_statistics_keep_nine_tenths_and_take_the_unbiased_variance()
    {
        (ParameterArena arena, BatchNorm1d norm) = Create();
        BatchNormState state = new(2, 1);
        Tensor x = new(2, 2, 1);
        new float[] { 1, 2 }.CopyTo(x[0].Values);
        new float[] { 3, 6 }.CopyTo(x[1].Values);
        norm.Measure(x[0], state, 0);
        norm.Measure(x[1], state, 1);
        norm.FinishTraining(state, 2, 2);

        // Mean 3, squared deviations 4 + 1 + 0 + 9 = 14.
        Assert.Equal(0.3f, norm.RunningMean.Values[0], 1e-6f);
        Assert.Equal((float)(0.9 + (0.1 * 14 / 3)), norm.RunningVariance.Values[0], 1e-6f);
        GC.KeepAlive((arena, state, x));
    }

    [Fact]
    public void Inference_uses_the_running_statistics_and_does_not_change_them()
    {
        (ParameterArena arena, BatchNorm1d norm) = Create();
        (norm.RunningMean.Values[0], norm.RunningVariance.Values[0]) = (2, 8.999f);
        (norm.Weight.Values[0], norm.Bias.Values[0]) = (6, 1);
        BatchNormState state = new(1, 1);
        Tensor x = new(1, 1, 1), y = new(1, 1, 1);
        x[0].Values[0] = 5;
        norm.FinishInference(state);
        norm.Forward(x[0], y[0], state);
        Assert.Equal(7, y[0].Values[0], 1e-5f);
        Assert.Equal((2, 8.999f), (norm.RunningMean.Values[0], norm.RunningVariance.Values[0]));
        GC.KeepAlive((arena, state, x, y));
    }

    private static (ParameterArena Arena, BatchNorm1d Norm) Create()
    {
        ParameterArena arena = new();
        BatchNorm1d norm = new(arena, "n", 1, relu: false);
        arena.Initialize(1);
        return (arena, norm);
    }
}
