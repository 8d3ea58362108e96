using AttX.Evaluation;
using AttX.Models.Connections;
using AttX.Options;

namespace AttX.Sweeps;

/// <summary>
/// The comparison named in advance: AttX (every branch to every other, after stages 1 and 2) against feature fusion, X-CNN, XFlow (likewise) and the linear
/// baseline, those of them that there are. Holm's correction is over these alone.
/// </summary>
/// <param name="Row">The label of AttX's row.</param>
/// <param name="Rivals">One comparison per rival, on <see cref="SeededScores.Primary"/>; a positive difference favours AttX.</param>
public sealed record NamedComparison(string Row, IReadOnlyList<PairedComparison> Rivals)
{
    /// <summary>The name of the linear baseline among the rivals.</summary>
    public const string Linear = "the linear baseline";

    /// <summary>Compares; null where the rows hold no AttX of this kind, or none of its rivals.</summary>
    /// <param name="rows">Rows scored on the same subjects. They are recognised by their options, not by their labels.</param>
    /// <param name="linear">Returns the linear baseline on the windows of a row, by its index; null if there is none.</param>
    public static NamedComparison? Of(IReadOnlyList<(ExperimentOptions Options, ScoreRow Scores)> rows, Func<int, SeededScores?> linear)
    {
        string[] texts = [.. rows.Select(row => TextOf(row.Options))];
        // Of several rows of AttX, which differ in other options, the first of those with most rivals.
        var found = rows.Index().Where(row => IsNamed(row.Item.Options))
            .Select(row => (row.Index, Rivals: RivalsOf(row.Item.Options).Select(text => Array.IndexOf(texts, text)).Where(i => i >= 0).ToArray()))
            .OrderByDescending(row => row.Rivals.Length).FirstOrDefault();
        if (found.Rivals == null)
            return null;
        SeededScores? baseline = linear(found.Index);
        ScoreRow[] rivals = [.. found.Rivals.Select(i => rows[i].Scores), .. baseline == null ? Array.Empty<ScoreRow>() : [new(Linear, baseline)]];
        ScoreRow ours = rows[found.Index].Scores;
        return rivals.Length == 0 ? null : new NamedComparison(ours.Name, PairedComparison.Against(ours, rivals, SeededScores.Primary));
    }

    /// <summary>Whether options are those of AttX with all connections after stages 1 and 2, whatever else they are.</summary>
    private static bool IsNamed(ExperimentOptions options) =>
        options.Canonical() is { Learner: null, Decision: null, LearnsAttention: true, Merge: ConnectionMerge.Concatenation, Stages: [1, 2] } own
        && own.Connection.Equals(ConnectionGraph.AllToAll);

    /// <summary>Returns the options of feature fusion, X-CNN and XFlow that differ from AttX's in the connection alone.</summary>
    private static string[] RivalsOf(ExperimentOptions attX) =>
    [
        TextOf(attX with { Connection = ConnectionGraph.None, Stages = [] }),
        TextOf(attX with { ConnectionKind = ConnectionKind.XCnn }),
        TextOf(attX with { ConnectionKind = ConnectionKind.XFlow }),
    ];

    private static string TextOf(ExperimentOptions options) => OptionsJson.Text(options.Canonical() with { Seed = 1 });
}
