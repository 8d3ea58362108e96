using AttX.Models.Connections;
using AttX.Models;
using AttX.Paper;

namespace AttX.Cli.Bench;

/// <summary>How long the paper's experiments on WESAD should take, from a measured speed. Reading and testing are left out: a few percent.</summary>
internal static class WesadCost
{
    private const int Epochs = 100;
    private const int WindowSeconds = 10;
    private const int HopSeconds = 5;

    /// <summary>Seconds of baseline, stress and amusement of the release's 15 subjects, S2 to S17; one stretch each.</summary>
    private static readonly int[][] LabelledSeconds =
    [
        [1144, 615, 362], [1140, 640, 375], [1158, 635, 372], [1198, 645, 374], [1180, 650, 372],
        [1186, 640, 372], [1169, 670, 370], [1180, 645, 372], [1180, 725, 372], [1180, 680, 368],
        [1180, 664, 382], [1180, 675, 372], [1175, 686, 372], [1180, 673, 368], [1181, 723, 372],
    ];

    /// <summary>Folds: one a subject.</summary>
    public static int Folds => LabelledSeconds.Length;

    /// <summary>Windows of 10 s with 50 % overlap of all subjects.</summary>
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

    /// <summary>Seconds of a leave-one-subject-out run: 15 folds of 100 epochs over the other subjects' windows, in rounds of one fold a worker.</summary>
    /// <param name="windowsPerSecond">Of all workers together.</param>
    /// <param name="workers">Folds at a time.</param>
    public static double RunSeconds(double windowsPerSecond, int workers)
    {
        double windowsPerFold = Epochs * (double)Windows * (Folds - 1) / Folds;
        int rounds = (Folds + workers - 1) / workers;
        return rounds * windowsPerFold * workers / windowsPerSecond;
    }
}
