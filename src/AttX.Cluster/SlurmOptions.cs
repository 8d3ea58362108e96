using System.Text.RegularExpressions;
using AttX.Ground;

namespace AttX.Cluster;

/// <summary>What Slurm is asked for; null leaves the choice to it, or to the number of folds.</summary>
internal sealed partial record SlurmOptions
{
    public string? Partition { get; init; }

    public string? Time { get; init; }

    public string? Memory { get; init; }

    /// <summary>Tasks at a time.</summary>
    public int? ArrayLimit { get; init; }

    public int? FoldsPerTask { get; init; }

    /// <summary>Folds that a task trains at a time, a processor each.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>What cannot be: these values stand in a script's header, so each must be of its form.</summary>
    public IEnumerable<string> Problems()
    {
        if (Partition != null && !PartitionForm().IsMatch(Partition))
            yield return $"--partition must be a partition's name, or several with commas, got \"{Partition}\".";
        if (Time != null && !TimeForm().IsMatch(Time))
            yield return $"--time must be minutes, hours:minutes:seconds or days-hours[:minutes[:seconds]], got \"{Time}\".";
        if (Memory != null && !MemoryForm().IsMatch(Memory))
            yield return $"--memory must be a number and K, M, G or T, such as 2G, got \"{Memory}\".";
        if (ArrayLimit < 1)
            yield return $"--array-limit must be at least 1, got {ArrayLimit}.";
        if (FoldsPerTask < 1)
            yield return $"--folds-per-task must be at least 1, got {FoldsPerTask}.";
        else if (FoldsPerTask < Workers)
            yield return $"--folds-per-task {FoldsPerTask}: fewer than --workers {Workers}, so that some would idle.";
    }

    /// <summary>Cuts a number of folds into tasks: as many folds in each as asked for, or as few as the cluster's arrays allow.</summary>
    /// <exception cref="OptionsException">More tasks than an array may have.</exception>
    public int FoldsInTask(int folds, int maxArraySize)
    {
        int fewest = Math.Max(1, (folds + maxArraySize - 1) / maxArraySize);
        return FoldsPerTask is not { } asked || asked >= fewest ? FoldsPerTask ?? Math.Max(fewest, Workers) : throw new OptionsException(
            [$"--folds-per-task {asked}: {folds} folds would be more tasks than this cluster's job arrays may have "
                + $"(MaxArraySize {maxArraySize}). Give {fewest} or more."]);
    }

    [GeneratedRegex(@"^[\w.,-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex PartitionForm();

    [GeneratedRegex(@"^(\d+-)?\d+(:\d+){0,2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex TimeForm();

    [GeneratedRegex(@"^\d+[KMGT]\z", RegexOptions.NonBacktracking)]
    private static partial Regex MemoryForm();
}
