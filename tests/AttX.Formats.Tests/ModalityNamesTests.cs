using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests;

public class ModalityNamesTests
{
    [Theory]
    [InlineData("ECG", Modality.Ecg)]
    [InlineData("ecg_uV", Modality.Ecg)]
    [InlineData("EKG V1", Modality.Ecg)]
    [InlineData("ECGBITREV", Modality.Ecg)]
    [InlineData("MLII", Modality.Ecg)]
    [InlineData("aVF", Modality.Ecg)]
    [InlineData("Shimmer_GSR_Skin_Conductance_CAL", Modality.Eda)]
    [InlineData("skin temperature", Modality.Temperature)]
    [InlineData("PLETH", Modality.Bvp)]
    [InlineData("EEG Fpz", null)]
    [InlineData("event", null)]
    [InlineData("V10", null)]
    public void A_name_gives_a_modality_or_nothing(string name, Modality? expected) =>
        Assert.Equal(expected, ModalityNames.Recognise(name));

    [Theory]
    [InlineData("ACC x", 0)]
    [InlineData("acc_Y [g]", 1)]
    [InlineData("ACCZ", 2)]
    [InlineData("accelerationX", 0)]
    [InlineData("chest/ACC z", 2)]
    [InlineData("XYZ", null)]
    [InlineData("acceleration", null)]
    public void A_name_gives_an_axis_or_nothing(string name, int? expected) =>
        Assert.Equal(expected, new SignalDescription(name, Modality.Acceleration, "g", 32, 1).Axis);

    [Fact]
    public void A_modality_of_one_axis_has_no_axis_index() => Assert.Null(new SignalDescription("ECG x", Modality.Ecg, "mV", 32, 1).Axis);

    [Fact]
    public void Advice_on_units_and_columns_names_signals_like_options()
    {
        using TemporaryFolder folder = new();
        foreach (ModalityInfo modality in ModalityTable.All)
        {
            string[] names = [.. modality.Axes.Select(axis => $"{modality.NamePrefixes[0]} {axis}".Trim())];
            File.WriteAllText(folder["unit.csv"], "time_s," + string.Join(',', names) + "\n" + string.Concat(Enumerable.Range(0, 20)
                .Select(i => FormattableString.Invariant($"{i * 0.25}") + string.Concat(names.Select(_ => ",1")) + "\n")));
            File.WriteAllText(folder["name.csv"], "time_s,mystery\n0,1\n0.25,1\n0.5,1\n");
            if (Units.Of(modality.Modality) is not null)
                Assert.Contains($"--unit {modality.Name}=UNIT", Refusal(folder["unit.csv"], [modality.Modality]));
            Assert.Contains($"--column {modality.Name}=NAME", Refusal(folder["name.csv"], [modality.Modality]));
        }
    }
}
