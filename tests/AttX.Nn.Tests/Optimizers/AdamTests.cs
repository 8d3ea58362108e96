using AttX.Ground;
using AttX.Nn.Optimizers;

namespace AttX.Nn.Tests.Optimizers;

public class AdamTests
{
    private const double LearningRate = 1e-2, Epsilon = 1e-7;

    // Against the formula with its bias corrections written out (Kingma and Ba 2015, algorithm 1), in double precision.
    [Fact]
    public void Steps_follow_the_formula()
    {
        (ParameterArena arena, Parameter parameter) = Create(40);
        Adam adam = new(arena, LearningRate);
        Rng rng = new(1);
        double[] p = [.. parameter.Values.ToArray().Select(v => (double)v)], m = new double[40], v = new double[40];
        for (int t = 1; t <= 30; t++)
        {
            for (int i = 0; i < 40; i++)
            {
                double g = parameter.Gradient[i] = (float)((rng.NextDouble() - 0.3) * Math.Pow(10, -(i % 6)));
                m[i] = (0.9 * m[i]) + (0.1 * g);
                v[i] = (0.999 * v[i]) + (0.001 * g * g);
                p[i] -= LearningRate * (m[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + Epsilon);
            }

            adam.Step();
        }

        Assert.Equal(30, adam.Steps);

        // Thirty roundings of a value near 1, and those of the steps, which are a hundred times smaller.
        for (int i = 0; i < 40; i++)
            Assert.Equal(p[i], parameter.Values[i], 40.0 / (1 << 24));
        GC.KeepAlive(arena);
    }

    [Fact]
    public void Weight_decay_shrinks_matrices_alone_by_the_learning_rates_share()
    {
        ParameterArena arena = new();
        Parameter matrix = arena.Add("conv.weight", [2, 3, 5], Initialization.GlorotUniform), vector = arena.Add("bn.weight", [7], Initialization.Ones);
        arena.Initialize(1);
        float[] before = matrix.Values.ToArray();
        Adam adam = new(arena, LearningRate, weightDecay: 0.5) { LearningRate = 0.1 };
        adam.Step();
        Assert.Equal(before.Select(v => v * 0.95f), matrix.Values.ToArray());
        Assert.All(vector.Values.ToArray(), v => Assert.Equal(1, v));
        GC.KeepAlive(arena);
    }

    [Fact]
    public void A_value_whose_gradient_is_always_zero_stays()
    {
        (ParameterArena arena, Parameter parameter) = Create(20);
        Adam adam = new(arena, LearningRate);
        float[] before = parameter.Values.ToArray();
        for (int t = 0; t < 5; t++)
        {
            parameter.Gradient[3] = 1;
            adam.Step();
        }

        float[] after = parameter.Values.ToArray();
        GC.KeepAlive(arena);
        Assert.NotEqual(before[3], after[3]);
        (before[3], after[3]) = (0, 0);
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_copy_of_its_state_continues_with_the_same_bits()
    {
        (ParameterArena arena, Parameter parameter) = Create(20);
        (ParameterArena otherArena, Parameter other) = Create(20);
        Adam adam = new(arena, LearningRate), copy = new(otherArena, LearningRate);
        void Step(Adam optimizer, Parameter of)
        {
            for (int i = 0; i < of.Length; i++)
                of.Gradient[i] = MathF.Sin(i + optimizer.Steps);
            optimizer.Step();
        }

        Step(adam, parameter);
        Step(adam, parameter);
        parameter.Values.CopyTo(other.Values);
        adam.FirstMoments.CopyTo(copy.FirstMoments);
        adam.SecondMoments.CopyTo(copy.SecondMoments);
        copy.Steps = adam.Steps;
        Step(adam, parameter);
        Step(copy, other);
        Assert.Equal(parameter.Values.ToArray(), other.Values.ToArray());
        GC.KeepAlive((arena, otherArena, adam, copy));
    }

    private static (ParameterArena Arena, Parameter Parameter) Create(int length)
    {
        ParameterArena arena = new();
        Parameter parameter = arena.Add("p", [length], Initialization.Ones);
        arena.Initialize(1);
        return (arena, parameter);
    }
}
