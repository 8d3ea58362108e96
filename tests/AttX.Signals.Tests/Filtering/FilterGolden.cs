using AttX.Signals.Filtering;
using AttX.Testing;

namespace AttX.Signals.Tests.Filtering;

/// <summary>The filters of the golden files.</summary>
internal static class FilterGolden
{
    public static IReadOnlyDictionary<string, NpyArray> Designs { get; } = NpyArray.ReadGolden("signals", "designs.npz");

    public static IReadOnlyDictionary<string, NpyArray> Filters { get; } = NpyArray.ReadGolden("signals", "filters.npz");

    public static int DesignCount => Designs["spec"].Shape[0];

    /// <summary>The design and its sampling rate.</summary>
    public static (SecondOrderSections Sections, double RateHz) Design(int index)
    {
        ReadOnlySpan<double> spec = Designs["spec"].Row(index);
        (int order, double low, double high, double rate) = ((int)spec[1], spec[2], spec[3], spec[4]);
        SecondOrderSections sections = spec[0] switch
        {
            0 => ButterworthDesign.LowPass(order, high, rate),
            1 => ButterworthDesign.HighPass(order, high, rate),
            _ => ButterworthDesign.BandPass(order, low, high, rate),
        };
        return (sections, rate);
    }

    /// <summary>Cases of the filter tests: the design and the input.</summary>
    public static (SecondOrderSections Sections, double[] Signal) Case(int index)
    {
        ReadOnlySpan<double> spec = Filters["spec"].Row(index);
        (SecondOrderSections sections, double rate) = Design((int)spec[0]);
        return (sections, SyntheticSignal.Create((int)spec[1], rate, (int)spec[1], 10));
    }

    public static TheoryData<int> DesignIndices => [.. Enumerable.Range(0, DesignCount)];

    public static TheoryData<int> CaseIndices => [.. Enumerable.Range(0, Filters["spec"].Shape[0])];
}
