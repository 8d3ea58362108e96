using AttX.Options;
using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>Puts the decisions of several networks together.</summary>
internal static class DecisionFusion
{
    /// <summary>One window's class and probabilities.</summary>
    /// <param name="rule">How.</param>
    /// <param name="networks">Each network's probabilities.</param>
    /// <param name="trainingAccuracies">Each network's accuracy on its training windows.</param>
    public static (int Predicted, float[] Probabilities) Combine(
        DecisionRule rule, IReadOnlyList<float[]> networks, IReadOnlyList<double> trainingAccuracies)
    {
        double[] weights = rule == DecisionRule.Weighted && trainingAccuracies.Sum() > 0
            ? [.. trainingAccuracies.Select(a => a / trainingAccuracies.Sum())]
            : [.. networks.Select(_ => 1.0 / networks.Count)];
        float[] average = [.. Enumerable.Range(0, networks[0].Length).Select(c => (float)networks.Select((p, n) => weights[n] * p[c]).Sum())];
        return (rule == DecisionRule.Vote ? Elect(networks, average) : Predictor.ArgMax(average), average);
    }

    /// <summary>The class with most votes; of several, the one of larger average.</summary>
    private static int Elect(IReadOnlyList<float[]> networks, float[] average)
    {
        int[] votes = new int[average.Length];
        foreach (float[] probabilities in networks)
            votes[Predictor.ArgMax(probabilities)]++;
        return Enumerable.Range(0, votes.Length).OrderByDescending(c => votes[c]).ThenByDescending(c => average[c]).First();
    }
}
