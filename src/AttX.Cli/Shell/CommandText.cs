using System.CommandLine;

namespace AttX.Cli.Shell;

/// <summary>Text of commands to type next.</summary>
internal static class CommandText
{
    /// <summary>Returns a word as a shell takes it: as it is, or in quotes.</summary>
    public static string Word(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+=:,@%~\\".Contains(c)) ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Returns a command line, with paths from the system's root made relative to the working folder: whoever gets a run need not learn whose machine it ran on.</summary>
    public static string Typed(ParseResult parsed) =>
        string.Join(' ', ["attx", .. parsed.Tokens.Select(t => Word(Path.IsPathRooted(t.Value) ? Path.GetRelativePath(".", t.Value) : t.Value))]);

    /// <summary>Returns the line that names the command to type next.</summary>
    /// <param name="words">The command's words, without <c>attx</c>.</param>
    public static string Next(params IEnumerable<string> words) => $"Next: attx {string.Join(' ', words.Select(Word))}";
}
