using System.CommandLine;
using System.Text;
using AttX.Cli.Shell;

namespace AttX.Cli.Commands;

/// <summary><c>attx man</c>: prints the manual page, which says what <c>--help</c> of every verb says.</summary>
internal static class ManCommand
{
    public static Command Create(App app, RootCommand root)
    {
        var command = new Command("man", "Print the manual page.");
        command.SetAction(_ =>
        {
            app.Output.Write(Page(root));
            return App.Done;
        });
        Examples.AddTo(command, "attx man > attx.1 && man ./attx.1");
        return command;
    }

    private static string Page(RootCommand root)
    {
        var page = new StringBuilder($".TH ATTX 1\n.SH NAME\nattx \\- {Text(root.Description)}\n.SH SYNOPSIS\n.B attx\nVERB [ARGUMENTS] [OPTIONS]\n.SH VERBS\n");
        foreach (Command verb in Verbs(root, "attx"))
            Add(page, verb);
        page.Append(".SH EXIT STATUS\n0: done. 1: failed. 2: wrong usage. 130: interrupted.\n.SH NOTES\nNot a medical device.\n");
        return page.ToString();
    }

    private static IEnumerable<Command> Verbs(Command command, string path) => command.Subcommands.Where(c => !c.Hidden)
        .SelectMany(c => c.Subcommands.Count > 0 ? Verbs(c, $"{path} {c.Name}") : [c]);

    private static void Add(StringBuilder page, Command verb)
    {
        string path = verb.Parents.OfType<Command>().FirstOrDefault() is { } group and not RootCommand ? $"{group.Name} {verb.Name}" : verb.Name;
        page.Append($".SS attx {Text(string.Join(' ', [path, .. verb.Arguments.Select(a => a.Name)]))}\n{Text(verb.Description)}\n");
        foreach (Argument argument in verb.Arguments)
            page.Append($".TP\n.I {Text(argument.Name)}\n{Text(argument.Description)}\n");
        foreach (Option option in verb.Options.Where(o => !o.Hidden && o.Description != null))
            page.Append($".TP\n.B {Text(option.HelpName is { } value ? $"{option.Name} {value}" : option.Name)}\n{Text(option.Description)}\n");
        foreach (string example in Examples.Of(verb))
            page.Append($".PP\n.nf\n{Text(example)}\n.fi\n");
    }

    /// <summary>Returns text that roff prints as it is.</summary>
    private static string Text(string? text)
    {
        string escaped = (text ?? "").ReplaceLineEndings(" ").Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped is ['.' or '\'', ..] ? "\\&" + escaped : escaped;
    }
}
