namespace AttX.Ground;

/// <summary>Finds the known word that a mistyped one is nearest to.</summary>
public static class EditDistance
{
    /// <summary>The known word with the smallest distance to another; of several, the first. Null if none is known.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => known.MinBy(candidate => Between(candidate, word));

    /// <summary>Levenshtein's distance: insertions, deletions and replacements from one word to the other.</summary>
    public static int Between(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
