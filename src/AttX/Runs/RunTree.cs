using AttX.Ground;

namespace AttX.Runs;

/// <summary>Rules for the contents of a run's folder; see <see cref="FolderTree"/>.</summary>
public static class RunTree
{
    private static readonly string[] OfARun =
        ["run.json", "result.json", "baselines.csv", "sweep.json", "report.html", "folds", "models", "runs", "slurm", ".lock", ".lock-holder"];

    /// <summary>
    /// Checks that a run reads and writes only regular files and folders in its folder. The folder itself is the user's choice
    /// and may be a link, as may anything beside the run's files.
    /// </summary>
    /// <exception cref="InvalidDataException">One is a link, a pipe or a socket; the message names it.</exception>
    public static void RequireRun(string folder) => FolderTree.Require(folder, OfARun.Contains);

    /// <summary>Checks the same for a sweep's folder, except the folds, which are checked when their run is read.</summary>
    /// <exception cref="InvalidDataException">One is a link, a pipe or a socket; the message names it.</exception>
    public static void RequireSweep(string folder) => FolderTree.Require(folder, OfARun.Contains, but: "folds");
}
