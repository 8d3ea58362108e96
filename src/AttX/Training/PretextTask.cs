using AttX.Nn.Losses;

namespace AttX.Training;

/// <summary>
/// What a network is pretrained to tell from its windows alone, as parts of one vector of logits: the transformation of each branch's window, then, of
/// several branches, whether all windows are of the same moment.
/// </summary>
/// <param name="branches">Number of branches.</param>
internal sealed class PretextTask(int branches)
{
    /// <summary>A question that a sample does not ask.</summary>
    public const int NotAsked = -1;

    /// <summary>Answers to whether windows are of the same moment.</summary>
    public const int OtherMoment = 0, SameMoment = 1;

    /// <summary>Number of questions: one for each branch, and that for the moment.</summary>
    public int Questions { get; } = branches > 1 ? branches + 1 : branches;

    /// <summary>Number of logits.</summary>
    public int Outputs { get; } = (branches * Transformer.Count) + (branches > 1 ? 2 : 0);

    /// <summary>Returns the logits of a question.</summary>
    public Range Of(int question) => question < branches
        ? (question * Transformer.Count)..((question + 1) * Transformer.Count) : (branches * Transformer.Count)..Outputs;

    /// <summary>Computes Σ cross-entropy over the questions asked, and its gradient by the logits divided by the batch size.</summary>
    /// <param name="logits">One sample's logits.</param>
    /// <param name="answers">The right answer to each question, or <see cref="NotAsked"/>.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="gradient">Receives the gradient; 0 for questions not asked.</param>
    public double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> answers, int samples, Span<float> gradient)
    {
        gradient.Clear();
        double loss = 0;
        for (int question = 0; question < Questions; question++)
            if (answers[question] != NotAsked)
                loss += SoftmaxCrossEntropy.Evaluate(logits[Of(question)], answers[question], samples, gradient[Of(question)]);
        return loss;
    }
}
