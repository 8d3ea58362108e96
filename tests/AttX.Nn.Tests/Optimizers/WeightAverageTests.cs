using AttX.Ground;
using AttX.Nn.Optimizers;

namespace AttX.Nn.Tests.Optimizers;

public class WeightAverageTests
{
    // Against the weighted mean written out, in double precision.
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void The_average_weighs_each_step_by_its_age_and_forgets_the_initial_values(double decay)
    {
        (ParameterArena weights, Parameter w) = Create();
        (ParameterArena averages, Parameter a) = Create();
        WeightAverage average = new(weights, averages, decay);
        Rng rng = new(1);
        List<float[]> history = [];
        for (int step = 1; step <= 20; step++)
        {
            foreach (ref float value in w.Values)
                value = (float)(rng.NextDouble() - 0.5);
            history.Add(w.Values.ToArray());
            average.Update(step);
            double[] ages = [.. Enumerable.Range(1, step).Select(s => Math.Pow(decay, step - s))];
            for (int i = 0; i < w.Length; i++)
                Assert.Equal(history.Zip(ages, (values, age) => values[i] * age).Sum() / ages.Sum(), a.Values[i], 20.0 / (1 << 24));
        }

        GC.KeepAlive((weights, averages));
    }

    private static (ParameterArena Arena, Parameter Parameter) Create()
    {
        ParameterArena arena = new();
        Parameter parameter = arena.Add("p", [13], Initialization.Ones);
        arena.Initialize(1);
        return (arena, parameter);
    }
}
