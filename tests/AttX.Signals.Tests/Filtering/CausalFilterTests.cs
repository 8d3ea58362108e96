using AttX.Signals.Filtering;

namespace AttX.Signals.Tests.Filtering;

public sealed class CausalFilterTests
{
    public static TheoryData<int> Cases => FilterGolden.CaseIndices;

    [Theory, MemberData(nameof(Cases))]
    public void Equals_sosfilt_from_rest_and_from_a_steady_state(int index)
    {
        (SecondOrderSections sections, double[] signal) = FilterGolden.Case(index);
        CausalFilter filter = new(sections);
        double[] output = new double[signal.Length];
        filter.Process(signal, output);
        SignalAssert.Close(FilterGolden.Filters[$"rest{index}"].Values, SyntheticSignal.Thin(output), 1e-9, "from rest");
        filter.Settle(signal[0]);
        filter.Process(signal, output);
        SignalAssert.Close(FilterGolden.Filters[$"causal{index}"].Values, SyntheticSignal.Thin(output), 1e-9, "from a steady state");
        SignalAssert.Close(FilterGolden.Filters[$"state{index}"].Values, filter.State, 1e-9, "final state");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Chunks_do_not_change_a_bit(int seed)
    {
        double[] signal = SyntheticSignal.Create(5_000, 100, seed, 2), whole = new double[5_000], chunked = new double[5_000];
        SecondOrderSections sections = ButterworthDesign.BandPass(4, 5, 15, 100);
        new CausalFilter(sections).Process(signal, whole);
        CausalFilter filter = new(sections);
        for (int start = 0, length, turn = 0; start < signal.Length; start += length, turn++)
        {
            length = Math.Min(signal.Length - start, (int)(100 * Math.Abs(SyntheticSignal.Noise(turn, seed))));
            filter.Process(signal.AsSpan(start, length), chunked.AsSpan(start, length));
        }

        Assert.Equal(whole, chunked);
    }

    [Fact]
    public void State_can_be_taken_and_restored()
    {
        SecondOrderSections sections = ButterworthDesign.LowPass(4, 5, 100);
        double[] signal = SyntheticSignal.Create(200, 100, 1, 2), once = new double[100], again = new double[100];
        CausalFilter filter = new(sections), other = new(sections);
        filter.Process(signal.AsSpan(0, 100), once);
        other.Restore(filter.State);
        filter.Process(signal.AsSpan(100), once);
        other.Process(signal.AsSpan(100), again);
        Assert.Equal(once, again);
        other.Reset();
        Assert.All(other.State.ToArray(), z => Assert.Equal(0, z));
        Assert.Throws<ArgumentException>(() => other.Restore([1, 2]));
        Assert.Throws<ArgumentException>(() => other.Process(signal, once));
    }
}
