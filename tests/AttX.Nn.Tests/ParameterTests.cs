namespace AttX.Nn.Tests;

public class ParameterTests
{
    [Fact]
    public void Export_undoes_import_and_import_puts_output_channels_last()
    {
        ParameterArena arena = new();
        Parameter weight = arena.Add("w", [2, 3, 4], Initialization.GlorotUniform);
        arena.Initialize(1);
        float[] torch = [.. Enumerable.Range(0, 24).Select(i => (float)i)], back = new float[24];
        weight.Import(torch, weight.Values);
        weight.Export(weight.Values, back);
        Assert.Equal(torch, back);

        // (out 1, in 2, tap 3) of PyTorch's order stands at (tap 3, in 2, out 1).
        Assert.Equal(torch[(((1 * 3) + 2) * 4) + 3], weight.Values[(((3 * 3) + 2) * 2) + 1]);
        GC.KeepAlive(arena);
    }

    [Theory]
    [InlineData(Initialization.Zeros)]
    [InlineData(Initialization.Ones)]
    [InlineData(Initialization.Identity)]
    public void Parameters_other_than_weight_matrices_keep_their_order(Initialization initialization)
    {
        ParameterArena arena = new();
        Parameter parameter = arena.Add("p", [3, 3], initialization);
        arena.Initialize(1);
        float[] values = [.. Enumerable.Range(0, 9).Select(i => (float)i)], back = new float[9];
        parameter.Import(values, parameter.Values);
        Assert.Equal(values, parameter.Values.ToArray());
        parameter.Export(parameter.Values, back);
        Assert.Equal(values, back);
        GC.KeepAlive(arena);
    }

    [Fact]
    public void A_wrong_length_is_refused()
    {
        ParameterArena arena = new();
        Parameter parameter = arena.Add("p", [3], Initialization.Zeros);
        Assert.Throws<ArgumentException>(() => parameter.Import(new float[2], new float[3]));
        Assert.Throws<ArgumentException>(() => parameter.Export(new float[3], new float[4]));
    }

    [Fact]
    public void Constants_and_the_identity()
    {
        ParameterArena arena = new();
        Parameter zeros = arena.Add("z", [5], Initialization.Zeros), ones = arena.Add("o", [5], Initialization.Ones);
        Parameter identity = arena.Add("i", [3, 3], Initialization.Identity);
        arena.Initialize(1);
        Assert.Equal(new float[5], zeros.Values.ToArray());
        Assert.Equal([1, 1, 1, 1, 1], ones.Values.ToArray());
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], identity.Values.ToArray());
        GC.KeepAlive(arena);
    }

    [Theory]
    [InlineData(new[] { 64, 32, 5 }, 5 * (64 + 32))]
    [InlineData(new[] { 128, 64 }, 128 + 64)]
    public void Glorot_weights_are_uniform_within_their_bounds(int[] shape, int fans)
    {
        ParameterArena arena = new();
        Parameter weight = arena.Add("w", shape, Initialization.GlorotUniform);
        arena.Initialize(1);
        double limit = Math.Sqrt(6.0 / fans);
        float[] values = weight.Values.ToArray();
        GC.KeepAlive(arena);
        Assert.All(values, v => Assert.InRange(v, -limit, limit));

        // A uniform distribution's variance is limit² / 3; with n values the estimate is good to about 1 / sqrt(n).
        Assert.InRange(values.Average(v => v * v) / (limit * limit / 3), 0.95, 1.05);
        Assert.InRange(values.Average() / limit, -0.03, 0.03);
        Assert.InRange(values.Max() / limit, 0.99, 1);
    }

    [Fact]
    public void Initial_weights_depend_on_seed_and_name_alone()
    {
        float[] Weights(ulong seed, string name, bool another)
        {
            ParameterArena arena = new();
            if (another)
                arena.Add("another", [7, 3], Initialization.GlorotUniform);
            Parameter weight = arena.Add(name, [4, 5], Initialization.GlorotUniform);
            arena.Initialize(seed);
            float[] values = weight.Values.ToArray();
            GC.KeepAlive(arena);
            return values;
        }

        float[] one = Weights(1, "a", another: false);
        Assert.Equal(one, Weights(1, "a", another: true));
        Assert.NotEqual(one, Weights(2, "a", another: false));
        Assert.NotEqual(one, Weights(1, "b", another: false));
    }

    [Fact]
    public void Parameters_do_not_overlap_and_gradients_start_at_zero()
    {
        ParameterArena arena = new();
        Parameter a = arena.Add("a", [17], Initialization.Ones), b = arena.Add("b", [3], Initialization.Zeros);
        arena.Initialize(1);
        a.Values.Fill(2);
        a.Gradient.Fill(5);
        Assert.Equal(new float[3], b.Values.ToArray());
        Assert.Equal(new float[3], b.Gradient.ToArray());
        arena.ClearGradients();
        Assert.Equal(new float[17], a.Gradient.ToArray());
        GC.KeepAlive(arena);
    }

    [Fact]
    public void Order_of_calls_is_enforced()
    {
        ParameterArena arena = new();
        Parameter a = arena.Add("a", [1], Initialization.Ones);
        Assert.Throws<InvalidOperationException>(() => a.Values.Clear());
        arena.Initialize(1);
        Assert.Throws<InvalidOperationException>(() => arena.Add("b", [1], Initialization.Ones));
    }
}
