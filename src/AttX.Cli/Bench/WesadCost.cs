using AttX.Models;
using AttX.Models.Connections;
using AttX.Paper;

namespace AttX.Cli.Bench;

/// <summary>Estimates the duration of the paper's experiments on WESAD from a measured speed; reading and testing are omitted.</summary>
internal static class WesadCost
{
    private const int Epochs = 100;
    private const int WindowSeconds = 10;
    private const int HopSeconds = 5;

    /// <summary>Seconds of baseline, stress and amusement of the release's 15 subjects, S2 to S17; one contiguous run each.</summary>
    private static readonly int[][] LabelledSeconds =
    [
        [1144, 615, 362], [1140, 640, 375], [1158, 635, 372], [1198, 645, 374], [1180, 650, 372],
        [1186, 640, 372], [1169, 670, 370], [1180, 645, 372], [1180, 725, 372], [1180, 680, 368],
        [1180, 664, 382], [1180, 675, 372], [1175, 686, 372], [1180, 673, 368], [1181, 723, 372],
    ];

    /// <summary>Number of folds, one per subject.</summary>
    public static int Folds => LabelledSeconds.Length;

    /// <summary>Total number of windows of 10 s with 50 % overlap.</summary>
    public static int Windows => LabelledSeconds.Sum(subject => subject.Sum(seconds => ((seconds - WindowSeconds) / HopSeconds) + 1));

    /// <summary>
    /// The paper's 25 configurations: Table I (feature fusion; three directions after each choice of stages) and, from Table III, the
    /// single branches and the connection without attention.
    /// </summary>
    public static IReadOnlyList<AttXNetOptions> PaperTable(AttXNetOptions network)
    {
        int[][] stages = [[1], [2], [3], [1, 2], [1, 3], [2, 3], [1, 2, 3]];
        ConnectionGraph[] directions = [PaperTables.EdaToEcg, PaperTables.EcgToEda, ConnectionGraph.AllToAll];
        AttXNetOptions unconnected = network with { Connection = ConnectionGraph.None, Stages = [] };
        return
        [
            unconnected,
            .. directions.SelectMany(direction => stages.Select(after => network with { Connection = direction, Stages = after })),
            .. network.Branches.Select(alone => unconnected with { Branches = [alone] }),
            network with { Attention = false },
        ];
    }

    /// <summary>Estimates the seconds of a leave-one-subject-out run: 15 folds of 100 epochs, in rounds of one fold per worker.</summary>
    /// <param name="windowsPerSecond">Total over all workers.</param>
    /// <param name="workers">Number of concurrent folds.</param>
    public static double RunSeconds(double windowsPerSecond, int workers)
    {
        double windowsPerFold = Epochs * (double)Windows * (Folds - 1) / Folds;
        int rounds = (Folds + workers - 1) / workers;
        return rounds * windowsPerFold * workers / windowsPerSecond;
    }
}
