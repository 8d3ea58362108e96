using AttX.Classical.Learning;
using AttX.Classical.SupportVectors;

namespace AttX.Classical.Tests.SupportVectors;

public class DualSolverTests
{
    private static readonly TrainingSet Training = LearnersGolden.Instance.Problems[0].TrainingSet();

    [Fact]
    public void A_machine_is_the_same_however_few_rows_are_kept()
    {
        Assert.Equal(Solve(_ => true, 128 << 20).Beta, Solve(_ => true, 0).Beta);
    }

    [Fact]
    public void A_row_left_out_is_scored_as_if_it_had_never_been_there()
    {
        DualSolver all = Solve(i => i >= 40, 128 << 20);
        Assert.All(all.Beta.Take(40), beta => Assert.Equal(0, beta));
        int[] rest = [.. Enumerable.Range(40, Training.Rows - 40)];
        var alone = new DualSolver(new KernelRows(Training.Samples.OfRows(rest), 0.1), [.. rest.Select(i => Training.Labels[i] == 0)], _ => true, 1, 1e-9);
        Assert.NotNull(alone.Solve(1_000_000, default));
        Assert.Equal(alone.Beta, all.Beta.Skip(40), (a, b) => Math.Abs(a - b) < 1e-6);
        for (int i = 0; i < 40; i++)
        {
            double sum = rest.Select((row, k) => alone.Beta[k] * Math.Exp(-0.1 * VectorMath.SquaredDistance(Training.Samples[i], Training.Samples[row]))).Sum();
            Assert.Equal(sum, all.WithoutIntercept(i), 1e-5);
        }
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void A_linear_machine_is_solved_for_every_allowed_penalty(double c)
    {
        double[] weights = new LinearSolver(Training.Samples, [.. Training.Labels.Select(l => l == 0)], c).Solve(default);
        Assert.All(weights, w => Assert.True(double.IsFinite(w)));
        Assert.Contains(weights, w => w != 0);
    }

    [Fact]
    public void Too_few_steps_are_no_solution() => Assert.Null(new DualSolver(
        new KernelRows(Training.Samples, 0.1), [.. Training.Labels.Select(l => l == 0)], _ => true, 1, 1e-9).Solve(3, default));

    private static DualSolver Solve(Func<int, bool> isIncluded, long mostBytes)
    {
        var solver = new DualSolver(new KernelRows(Training.Samples, 0.1, mostBytes), [.. Training.Labels.Select(l => l == 0)], isIncluded, 1, 1e-9);
        Assert.NotNull(solver.Solve(1_000_000, default));
        return solver;
    }
}
