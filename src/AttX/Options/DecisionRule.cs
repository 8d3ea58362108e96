namespace AttX.Options;

/// <summary>Rules for combining the networks or learners of a decision-level fusion, one per modality.</summary>
public enum DecisionRule
{
    /// <summary>The mean of their probabilities.</summary>
    Average,

    /// <summary>The mean of their probabilities, weighted by each network's accuracy on its training windows, or a learner's on training people left out.</summary>
    Weighted,

    /// <summary>The class predicted by most; of several, the one with the larger average.</summary>
    Vote,
}
