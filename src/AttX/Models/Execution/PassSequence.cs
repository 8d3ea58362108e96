namespace AttX.Models.Execution;

/// <summary>
/// Runs bound passes over a batch. The end of a pass and the start of the next run sample by sample together, so that what one
/// writes is still in the cache when the other reads it.
/// </summary>
internal static class PassSequence
{
    /// <summary>Forward of the first samples of the batch.</summary>
    public static void Forward(IReadOnlyList<IPass> passes, int samples)
    {
        IPass? before = null;
        for (int i = 0; i < passes.Count; i++)
        {
            passes[i].StartForward();
            for (int n = 0; n < samples; n++)
            {
                before?.CompleteForward(n);
                passes[i].Forward(n);
            }

            passes[i].FinishForward(samples);
            before = passes[i];
        }

        for (int n = 0; n < samples; n++)
            before?.CompleteForward(n);
    }

    /// <summary>Backward of the first samples of the batch, from the last pass to the first.</summary>
    public static void Backward(IReadOnlyList<IPass> passes, int samples)
    {
        IPass? after = null;
        for (int i = passes.Count - 1; i >= 0; i--)
        {
            for (int n = 0; n < samples; n++)
            {
                after?.CompleteBackward(n);
                passes[i].Backward(n);
            }

            after?.EndBackward();
            passes[i].FinishBackward(samples);
            after = passes[i];
        }

        for (int n = 0; n < samples; n++)
            after?.CompleteBackward(n);
        after?.EndBackward();
    }
}
