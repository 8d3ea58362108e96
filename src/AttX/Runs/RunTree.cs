using AttX.Ground;

namespace AttX.Runs;

/// <summary>What a run's folder may consist of; see <see cref="FolderTree"/>.</summary>
public static class RunTree
{
    private static readonly string[] OfARun =
        ["run.json", "result.json", "sweep.json", "report.html", "folds", "runs", "slurm", ".lock", ".lock-holder"];

    /// <summary>
    /// Checks that what a run reads and writes in its folder are regular files and folders. The folder itself is the user's choice
    /// and may be a link, as may what is beside the run's files.
    /// </summary>
    /// <exception cref="InvalidDataException">One is a link, a pipe or a socket: says which.</exception>
    public static void RequireRun(string folder) => FolderTree.Require(folder, OfARun.Contains);

    /// <summary>The same of a sweep's folder, but for the folds, which are looked at when their run is read.</summary>
    /// <exception cref="InvalidDataException">One is a link, a pipe or a socket: says which.</exception>
    public static void RequireSweep(string folder) => FolderTree.Require(folder, OfARun.Contains, but: "folds");
}
