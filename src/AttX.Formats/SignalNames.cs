using System.Globalization;

namespace AttX.Formats;

/// <summary>Finds signals by what users call them, and lists them in messages.</summary>
internal static class SignalNames
{
    private const int MaxListed = 20, MaxLength = 40;

    /// <summary>Index of the signal with this name, in any case, or with this number from 1.</summary>
    /// <exception cref="InvalidDataException">There is none, or more than one.</exception>
    public static int Find(IReadOnlyList<string> names, string wanted, string complaint)
    {
        int[] named = [.. Enumerable.Range(0, names.Count).Where(i => names[i].Equals(wanted, StringComparison.OrdinalIgnoreCase))];
        if (named.Length == 1)
            return named[0];
        if (named.Length == 0 && int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1 && number <= names.Count)
            return number - 1;
        throw new InvalidDataException(named.Length > 1
            ? $"{complaint} that is the only one of this name; give its number, from 1 to {names.Count}."
            : $"{complaint}; it has {List(names)}, which also go by number from 1 on.");
    }

    /// <summary>Names for a message: not too many, none too long, no control characters.</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        string listed = string.Join(", ", all.Take(MaxListed).Select(Shown));
        return all.Length == 0 ? "none" : all.Length > MaxListed ? $"{listed} and {all.Length - MaxListed} more" : listed;
    }

    /// <summary>A name, or other text from a file, fit for one line.</summary>
    public static string Shown(string name)
    {
        string plain = new([.. name.Take(MaxLength).Select(c => char.IsControl(c) ? ' ' : c)]);
        return name.Length > MaxLength ? plain + "…" : plain;
    }
}
