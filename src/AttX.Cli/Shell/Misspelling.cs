using System.CommandLine;
using AttX.Ground;

namespace AttX.Cli.Shell;

/// <summary>Says which word of a command line is unknown, and which one it may have been meant to be.</summary>
internal static class Misspelling
{
    /// <summary>The first unknown word; null if something else is wrong.</summary>
    public static string? Of(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is not [var word, ..])
            return null;
        Command command = parsed.CommandResult.Command;
        if (word.StartsWith('-'))
            return OfOption(command, word);
        return command is RootCommand ? OfVerb(command, word) : $"{word}: attx {command.Name} does not take this argument.";
    }

    /// <summary>A verb that there is not.</summary>
    public static string OfVerb(Command root, string word) =>
        $"{word} is not a verb; did you mean {EditDistance.Nearest(word, root.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}?";

    private static string OfOption(Command command, string word)
    {
        string name = word.Split('=', ':')[0];
        IEnumerable<Option> options = command.Options.Append(App.Verbose).Where(o => !o.Hidden);
        string owner = command is RootCommand ? "attx" : $"attx {command.Name}";
        return $"{owner} has no option {name}; did you mean {EditDistance.Nearest(name, options.Select(o => o.Name))}?";
    }
}
