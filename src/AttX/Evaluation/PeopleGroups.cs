namespace AttX.Evaluation;

/// <summary>Deals people into groups, for folds and for choices made inside a fold.</summary>
public static class PeopleGroups
{
    /// <summary>Deals people in the order of their draws; groups differ in size by one at most, and the first are never the smaller.</summary>
    /// <param name="people">The people's names.</param>
    /// <param name="groups">Number of groups; with fewer people there are as many as people.</param>
    /// <param name="draw">A person's draw, by the name alone, so that others joining or leaving does not change it.</param>
    /// <returns>The groups, each in the order in which it was dealt.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Deal(IEnumerable<string> people, int groups, Func<string, ulong> draw) =>
        [.. people.OrderBy(draw).ThenBy(name => name, StringComparer.Ordinal)
            .Index().GroupBy(dealt => dealt.Index % groups, dealt => dealt.Item).OrderBy(group => group.Key).Select(group => group.ToArray())];
}
