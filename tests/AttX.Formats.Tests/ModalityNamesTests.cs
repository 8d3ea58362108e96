using AttX.Signals.Modalities;

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
    public void A_name_says_what_is_measured_or_nothing(string name, Modality? expected) =>
        Assert.Equal(expected, ModalityNames.Recognise(name));
}
