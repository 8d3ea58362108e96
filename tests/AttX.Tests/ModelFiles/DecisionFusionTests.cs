using AttX.ModelFiles;
using AttX.Options;

namespace AttX.Tests.ModelFiles;

public class DecisionFusionTests
{
    [Fact]
    public void Average_weights_both_equally() =>
        AssertDecision(1, [0.45f, 0.55f], DecisionFusion.Combine(DecisionRule.Average, [[0.6f, 0.4f], [0.3f, 0.7f]], []));

    [Fact]
    public void Weighted_favours_the_more_accurate_network() =>
        AssertDecision(0, [0.525f, 0.475f], DecisionFusion.Combine(DecisionRule.Weighted, [[0.6f, 0.4f], [0.3f, 0.7f]], [0.9, 0.3]));

    [Fact]
    public void Weighted_falls_back_to_the_average_if_neither_is_ever_right() =>
        AssertDecision(1, [0.45f, 0.55f], DecisionFusion.Combine(DecisionRule.Weighted, [[0.6f, 0.4f], [0.3f, 0.7f]], [0, 0]));

    [Fact]
    public void A_tied_vote_goes_to_the_larger_average() =>
        AssertDecision(1, [0.45f, 0.55f], DecisionFusion.Combine(DecisionRule.Vote, [[0.6f, 0.4f], [0.3f, 0.7f]], []));

    [Fact]
    public void The_majority_outvotes_a_larger_average() =>
        Assert.Equal(0, DecisionFusion.Combine(DecisionRule.Vote, [[0.51f, 0.49f], [0.51f, 0.49f], [0.1f, 0.9f]], []).Predicted);

    private static void AssertDecision(int predicted, float[] probabilities, (int Predicted, float[] Probabilities) decision)
    {
        Assert.Equal(predicted, decision.Predicted);
        Assert.Equal(probabilities.Select(p => (double)p), decision.Probabilities.Select(p => (double)p), (a, b) => Math.Abs(a - b) < 1e-6);
    }
}
