using System.CommandLine;
using AttX.Cli.Shell;
using AttX.Ground;

namespace AttX.Cli.Commands;

/// <summary><c>attx help</c>: what <c>--help</c> prints, in the order in which many people type it.</summary>
internal static class HelpCommand
{
    public static Command Create(RootCommand root)
    {
        var verb = new Argument<string?>("VERB") { Description = "The verb to explain [default: all, in a line each]", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("help", "Explain a verb and its options.") { verb };
        command.SetAction(parsed => parsed.GetValue(verb) is not { } name ? Show(root, parsed)
            : root.Subcommands.Any(c => c.Name == name) ? Show(root, parsed, name)
            : throw new OptionsException([$"{Misspelling.OfVerb(root, name)} See attx --help."]));
        Examples.AddTo(command, "attx help", "attx help loso");
        return command;
    }

    private static int Show(RootCommand root, ParseResult parsed, params string[] verb) =>
        root.Parse([.. verb, "--help"]).Invoke(parsed.InvocationConfiguration);
}
