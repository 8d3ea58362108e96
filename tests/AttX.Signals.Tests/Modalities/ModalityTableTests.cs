using AttX.Signals.Modalities;

namespace AttX.Signals.Tests.Modalities;

public sealed class ModalityTableTests
{
    public static TheoryData<Modality> Values => [.. Enum.GetValues<Modality>()];

    [Theory, MemberData(nameof(Values))]
    public void Every_modality_has_its_row(Modality modality)
    {
        Assert.InRange((int)modality, 0, ModalityTable.All.Count - 1);
        ModalityInfo info = modality.Info();
        Assert.Equal(modality, info.Modality);
        Assert.Matches("^[a-z]+$", info.Name);
        Assert.NotEmpty(info.Label);
        Assert.NotEmpty(info.Unit);
        Assert.NotEmpty(info.NamePrefixes);
        Assert.True(info.Band.FitsRate(info.TypicalRateHz), $"{modality} cannot be filtered at {info.TypicalRateHz} Hz.");
        Assert.True(info.Axes.Count == 1 ? info.Axes[0].Length == 0 : info.Axes.Distinct().All(axis => axis.Length > 0));
    }

    [Fact]
    public void Rows_are_no_more_than_the_values_and_each_is_named_once()
    {
        Assert.Equal(Enum.GetValues<Modality>(), ModalityTable.All.Select(m => m.Modality));
        Assert.Equal(Enum.GetValues<Device>(), DeviceTable.All.Select(d => d.Device));
        Assert.Distinct(ModalityTable.All.Select(m => m.Name));
        Assert.Distinct(ModalityTable.All.Select(m => m.Label));
        Assert.Distinct(ModalityTable.All.SelectMany(m => m.NamePrefixes));
        Assert.Distinct(DeviceTable.All.Select(d => d.Name));
    }

    [Fact]
    public void A_device_uses_what_it_records_by_default() =>
        Assert.All(DeviceTable.All, device => Assert.Empty(device.DefaultModalities.Except(device.Modalities)));

    [Fact]
    public void Beats_are_sought_in_cardiac_signals_alone() =>
        Assert.Equal([Modality.Ecg, Modality.Bvp], ModalityTable.All.Where(m => m.IsCardiac).Select(m => m.Modality));

    [Theory]
    [InlineData(Modality.Emg, 100, "looks like µV")]
    [InlineData(Modality.Temperature, 300, "expected °C")]
    [InlineData(Modality.Respiration, 500, "expected %")]
    [InlineData(Modality.Acceleration, 64, "expected g")]
    public void Values_in_another_unit_are_doubted(Modality modality, double level, string doubt)
    {
        Assert.Contains(doubt, modality.Info().UnitDoubt(new SignalSpread(-level, level, level, level)));
        Assert.Null(modality.Info().UnitDoubt(new SignalSpread(-1, 1, modality == Modality.Temperature ? 33 : 0, 0.1)));
    }

    [Theory]
    [InlineData(Modality.Respiration, 32, true)]
    [InlineData(Modality.Respiration, 1, false)]
    [InlineData(Modality.Temperature, 1, true)]
    [InlineData(Modality.Emg, 200, false)]
    [InlineData(Modality.Emg, 201, true)]
    [InlineData(Modality.Acceleration, 32, true)]
    public void A_band_pass_needs_a_rate_of_more_than_twice_its_upper_edge_and_a_low_pass_none(Modality modality, int rateHz, bool fits) =>
        Assert.Equal(fits, modality.Info().Band.FitsRate(rateHz));
}
