using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace AttX.Cli.Shell;

/// <summary>Prints examples after a command's help.</summary>
internal static class Examples
{
    public static void AddTo(Command command, params string[] examples)
    {
        HelpOption? help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help == null)
            command.Options.Add(help = new HelpOption());
        help.Action = new HelpWithExamples((HelpAction)help.Action!, examples);
    }

    /// <summary>Returns the examples of a command; none where it has none.</summary>
    public static IReadOnlyList<string> Of(Command command) => command.Options.OfType<HelpOption>().FirstOrDefault()?.Action is HelpWithExamples help ? help.Shown : [];

    private sealed class HelpWithExamples(HelpAction help, string[] examples) : SynchronousCommandLineAction
    {
        public IReadOnlyList<string> Shown => examples;

        public override int Invoke(ParseResult parseResult)
        {
            int code = help.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in examples)
                output.WriteLine("  " + example);
            output.WriteLine();
            return code;
        }
    }
}
