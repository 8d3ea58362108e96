using AttX.Reports.Tables;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tests.Tables;

public class NamesTests
{
    [Theory]
    [InlineData("ECG", Modality.Ecg)]
    [InlineData("BVP and EDA", Modality.Bvp, Modality.Eda)]
    [InlineData("ECG, EDA and Resp", Modality.Ecg, Modality.Eda, Modality.Respiration)]
    public void Modalities_are_listed_as_in_a_sentence(string expected, params Modality[] modalities) => Assert.Equal(expected, ModalityNames.Of(modalities));

    [Theory]
    [InlineData("ecg", "BVP")]
    [InlineData("eda", "EDA")]
    [InlineData("temp", "Temp")]
    public void The_branch_named_ecg_is_the_cardiac_one_and_any_other_its_modality_s(string branch, string expected) =>
        Assert.Equal(expected, ModalityNames.OfBranch(branch, [Modality.Eda, Modality.Bvp, Modality.Temperature]));

    [Fact]
    public void Of_two_branches_one_is_drawn_and_of_more_each()
    {
        Assert.Equal(["ecg"], ThetaText.Drawn(["ecg", "eda", "ecg", "eda"]));
        Assert.Equal(["ecg", "eda", "resp"], ThetaText.Drawn(["ecg", "eda", "resp"]));
        Assert.Equal(["At 0.5 both modalities pass alike", "At 1/3 all modalities pass alike"], new[] { 2, 3 }.Select(ThetaText.Even));
    }
}
