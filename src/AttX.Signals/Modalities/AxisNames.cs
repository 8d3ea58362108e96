using System.Text.RegularExpressions;

namespace AttX.Signals.Modalities;

/// <summary>Recognises a signal's axis by its name.</summary>
public static partial class AxisNames
{
    /// <summary>Returns the axis given by a word of the name: "ACC x", "acc_X", "AccX", "accelerationY"; null if there is none.</summary>
    public static int? AxisOf(string name, Modality modality)
    {
        ModalityInfo info = modality.Info();
        for (int axis = 0; axis < info.Axes.Count && info.Axes.Count > 1; axis++)
            foreach (string word in Words(name))
                if (IsAxis(word, info.Axes[axis], info.NamePrefixes))
                    return axis;
        return null;
    }

    /// <summary>Splits a signal's name into its words: runs of letters.</summary>
    public static IEnumerable<string> Words(string name) => Word().Matches(name).Select(match => match.Value);

    private static bool IsAxis(string word, string axis, IReadOnlyList<string> prefixes) =>
        word.Equals(axis, StringComparison.OrdinalIgnoreCase)
        || prefixes.Any(prefix => word.Equals(prefix + axis, StringComparison.OrdinalIgnoreCase))
        || (word.Length > axis.Length && char.IsLower(word[^(axis.Length + 1)]) && word.EndsWith(axis.ToUpperInvariant(), StringComparison.Ordinal));

    // One class of characters leaves nothing to backtrack to; the generated matcher starts faster than a non-backtracking one.
    [GeneratedRegex("[A-Za-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
