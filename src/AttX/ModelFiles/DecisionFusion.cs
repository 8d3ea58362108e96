using AttX.Options;
using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>Combines the decisions of several networks, or of several classifiers.</summary>
public static class DecisionFusion
{
    /// <summary>Returns one window's class and probabilities.</summary>
    /// <param name="rule">The rule of combination.</param>
    /// <param name="networks">Each network's probabilities.</param>
    /// <param name="trainingAccuracies">Each one's weight in <see cref="DecisionRule.Weighted"/>: a network's accuracy on its training windows.</param>
    public static (int Predicted, float[] Probabilities) Combine(
        DecisionRule rule, IReadOnlyList<float[]> networks, IReadOnlyList<double> trainingAccuracies)
    {
        double[] weights = rule == DecisionRule.Weighted && trainingAccuracies.Sum() > 0
            ? [.. trainingAccuracies.Select(a => a / trainingAccuracies.Sum())]
            : [.. networks.Select(_ => 1.0 / networks.Count)];
        float[] average = [.. Enumerable.Range(0, networks[0].Length).Select(c => (float)networks.Select((p, n) => weights[n] * p[c]).Sum())];
        return (rule == DecisionRule.Vote ? Elect(networks, average) : Predictor.ArgMax(average), average);
    }

    /// <summary>Returns the class with the most votes; of several, the one with the largest average.</summary>
    private static int Elect(IReadOnlyList<float[]> networks, float[] average)
    {
        int[] votes = new int[average.Length];
        foreach (float[] probabilities in networks)
            votes[Predictor.ArgMax(probabilities)]++;
        return Enumerable.Range(0, votes.Length).OrderByDescending(c => votes[c]).ThenByDescending(c => average[c]).First();
    }
}
