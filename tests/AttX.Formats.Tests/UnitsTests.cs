using AttX.Signals.Modalities;

namespace AttX.Formats.Tests;

public class UnitsTests
{
    [Theory]
    [InlineData(Modality.Ecg, "V", 2000)]
    [InlineData(Modality.Ecg, "mV", 2)]
    [InlineData(Modality.Ecg, "µV", 0.002)]
    [InlineData(Modality.Ecg, "μV", 0.002)]
    [InlineData(Modality.Emg, "uv", 0.002)]
    [InlineData(Modality.Eda, "S", 2e6)]
    [InlineData(Modality.Eda, "mS", 2000)]
    [InlineData(Modality.Eda, "nS", 0.002)]
    [InlineData(Modality.Eda, " uS ", 2)]
    [InlineData(Modality.Temperature, "°F", -30 / 1.8)]
    [InlineData(Modality.Temperature, "K", -271.15)]
    [InlineData(Modality.Acceleration, "m/s²", 2 / 9.80665)]
    [InlineData(Modality.Acceleration, "1/64 g", 2 / 64.0)]
    [InlineData(Modality.Bvp, "whatever", 2)]
    [InlineData(Modality.Bvp, null, 2)]
    public void Values_are_converted_to_the_projects_unit(Modality modality, string? unit, double expected)
    {
        double[] samples = [2];
        Units.ToProject(modality, unit, "x").Apply(samples);
        Assert.Equal(expected, samples[0], 1e-12 * Math.Abs(expected));
    }

    [Theory]
    [InlineData("Ω", 200_000)]
    [InlineData("\u2126", 200_000)]
    [InlineData("kOhm", 200)]
    [InlineData("kΩ", 200)]
    [InlineData("MOhm", 0.2)]
    public void A_resistance_of_200_kilohms_is_a_conductance_of_5_microsiemens(string unit, double resistance)
    {
        double[] samples = [resistance, 0, double.NaN];
        Units.ToProject(Modality.Eda, unit, "x").Apply(samples);
        Assert.Equal([5, double.NaN, double.NaN], samples.Select(s => Math.Round(s, 9)));
    }

    [Theory]
    [InlineData(Modality.Ecg, "MV")]
    [InlineData(Modality.Ecg, "kOhm")]
    [InlineData(Modality.Ecg, "uS")]
    [InlineData(Modality.Eda, "mV")]
    [InlineData(Modality.Eda, "s")]
    [InlineData(Modality.Temperature, "%")]
    public void A_unit_of_another_quantity_is_refused(Modality modality, string unit) => Assert.Contains(
        $"is in '{unit}'", Assert.Throws<InvalidDataException>(() => Units.ToProject(modality, unit, "x")).Message);
}
