using System.Text.RegularExpressions;
using AttX.Ground;

namespace AttX.Cluster;

/// <summary>Resources requested of Slurm; null leaves the choice to it, or to the number of folds.</summary>
internal sealed partial record SlurmOptions
{
    public string? Partition { get; init; }

    public string? Time { get; init; }

    public string? Memory { get; init; }

    /// <summary>Number of concurrent tasks.</summary>
    public int? ArrayLimit { get; init; }

    public int? FoldsPerTask { get; init; }

    /// <summary>Folds that a task trains concurrently, one per processor.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Lists invalid values: they are written into a script's header, so each must have its form.</summary>
    public IEnumerable<string> Problems()
    {
        if (Partition != null && !PartitionForm().IsMatch(Partition))
            yield return $"--partition must be a partition's name, or several with commas, got \"{Partition}\".";
        if (Time != null && !TimeForm().IsMatch(Time))
            yield return $"--time must be minutes, hours:minutes:seconds or days-hours[:minutes[:seconds]], got \"{Time}\".";
        if (Memory != null && !MemoryForm().IsMatch(Memory))
            yield return $"--mem must be a number and K, M, G or T, such as 2G, got \"{Memory}\".";
        if (ArrayLimit < 1)
            yield return $"--array-limit must be at least 1, got {ArrayLimit}.";
        if (FoldsPerTask < 1)
            yield return $"--folds-per-task must be at least 1, got {FoldsPerTask}.";
        else if (FoldsPerTask < Workers)
            yield return $"--folds-per-task {FoldsPerTask}: fewer than --workers {Workers}, so that some would idle.";
    }

    /// <summary>Divides folds into tasks: as many folds per task as requested, or as few as the cluster's limit on arrays allows.</summary>
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
