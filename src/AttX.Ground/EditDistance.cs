namespace AttX.Ground;

/// <summary>Finds the known word nearest to a mistyped one.</summary>
public static class EditDistance
{
    // Longer than any word that is known: what follows makes no candidate nearer than another.
    private const int LongestWord = 100;

    /// <summary>Returns the known word with the smallest distance, the first of several; null if none is known.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) =>
        known.MinBy(candidate => Between(candidate, word.Length <= LongestWord ? word : word[..LongestWord]));

    /// <summary>Computes Levenshtein's distance: insertions, deletions and replacements from one word to the other.</summary>
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
