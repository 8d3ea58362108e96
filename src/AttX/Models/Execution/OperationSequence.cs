namespace AttX.Models.Execution;

/// <summary>
/// Runs bound operations over a batch. The end of an operation and the start of the next run sample by sample together, so that what one
/// writes is still in the cache when the other reads it.
/// </summary>
internal static class OperationSequence
{
    /// <summary>Forward of the first samples of the batch.</summary>
    public static void Forward(IReadOnlyList<IOperation> operations, int samples)
    {
        IOperation? before = null;
        for (int i = 0; i < operations.Count; i++)
        {
            operations[i].StartForward();
            for (int n = 0; n < samples; n++)
            {
                before?.CompleteForward(n);
                operations[i].Forward(n);
            }

            operations[i].FinishForward(samples);
            before = operations[i];
        }

        for (int n = 0; n < samples; n++)
            before?.CompleteForward(n);
    }

    /// <summary>Backward of the first samples of the batch, from the last operation to the first.</summary>
    public static void Backward(IReadOnlyList<IOperation> operations, int samples)
    {
        IOperation? after = null;
        for (int i = operations.Count - 1; i >= 0; i--)
        {
            for (int n = 0; n < samples; n++)
            {
                after?.CompleteBackward(n);
                operations[i].Backward(n);
            }

            after?.EndBackward();
            operations[i].FinishBackward(samples);
            after = operations[i];
        }

        for (int n = 0; n < samples; n++)
            after?.CompleteBackward(n);
        after?.EndBackward();
    }
}
