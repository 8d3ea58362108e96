using System.CommandLine;
using System.CommandLine.Parsing;
using AttX.Ground;

namespace AttX.Cli.Shell;

/// <summary>Finds the unknown word of a command line and the known word that was probably meant.</summary>
internal static class Misspelling
{
    /// <summary>Returns a message about the first unknown word; null if something else is wrong.</summary>
    public static string? Of(ParseResult parsed)
    {
        // An argument that takes several words takes an unknown option, too.
        string? word = parsed.UnmatchedTokens is [var unmatched, ..] ? unmatched
            : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).FirstOrDefault(IsOption);
        if (word == null)
            return null;
        Command command = parsed.CommandResult.Command;
        if (word.StartsWith('-'))
            return OfOption(command, App.CommandPath(parsed), word);
        return command.Subcommands.Count > 0 ? OfVerb(command, word) : $"{word}: {App.CommandPath(parsed)} does not take this argument.";
    }

    /// <summary>Returns whether a word was meant as an option.</summary>
    public static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal);

    /// <summary>Returns the message about an unknown verb.</summary>
    public static string OfVerb(Command root, string word) =>
        $"{word} is not a verb; did you mean {EditDistance.Nearest(word, root.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}?";

    private static string OfOption(Command command, string owner, string word)
    {
        string name = word.Split('=', ':')[0];
        IEnumerable<Option> options = command.Options.Append(App.Verbose).Where(o => !o.Hidden);
        return $"{owner} has no option {name}; did you mean {EditDistance.Nearest(name, options.Select(o => o.Name))}?";
    }
}
