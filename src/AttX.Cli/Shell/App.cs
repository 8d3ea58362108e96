using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using AttX.Classical.Recipes;
using AttX.Datasets.Catalogue;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Recipes;

namespace AttX.Cli.Shell;

/// <summary>The command <c>attx</c>: parses, calls, and turns every failure into one line and an exit code.</summary>
internal sealed class App(TextWriter output, TextWriter error, bool errorIsTerminal)
{
    private const int LongestError = 4000;

    public const int Done = 0, Failed = 1, WrongUsage = 2, Interrupted = 130;

    // Unix's error number for a pipe without a reader.
    private const int BrokenPipe = 32;

    /// <summary><c>--verbose</c>, which every command takes.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Say where in the program an error arose",
        Recursive = true,
    };

    /// <summary>Receives the output of commands.</summary>
    public TextWriter Output { get; } = new PlainTextWriter(TextWriter.Synchronized(output));

    /// <summary>Receives progress, notes and errors.</summary>
    public TextWriter Error { get; } = new PlainTextWriter(TextWriter.Synchronized(error));

    /// <summary>The output for what draws with control characters of its own, and makes text of other origin <see cref="PlainText"/>.</summary>
    public TextWriter DrawnOutput => output;

    /// <summary>The same of the error stream.</summary>
    public TextWriter DrawnError => error;

    /// <summary>Whether progress can be drawn.</summary>
    public bool ErrorIsTerminal { get; } = errorIsTerminal;

    /// <summary>Whether the output can be redrawn in place.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>The kinds of datasets that commands open.</summary>
    public DatasetCatalogue Datasets { get; init; } = DatasetCatalogue.Default;

    /// <summary>The recipes that options select from.</summary>
    public RecipeTable Recipes { get; init; } = new(ClassicalRecipe.Row);

    /// <summary>The kinds of models that commands read.</summary>
    public ModelTable Models { get; init; } = new(LearnerModel.Kind);

    /// <summary>The standard input.</summary>
    public Stream Input { get; init; } = Stream.Null;

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public int Run(RootCommand root, string[] args, CancellationToken cancellation = default)
    {
        ParseResult parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
            return Report([$"{UsageProblem.Of(parsed)} See {CommandPath(parsed)} --help."], WrongUsage);
        if (parsed.Tokens.Any(token => token.Value.Length == 0))
            return Report([$"an argument is empty. See {CommandPath(parsed)} --help."], WrongUsage);
        var invocation = new InvocationConfiguration
        {
            Output = Output,
            Error = Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return Guard(() => parsed.InvokeAsync(invocation, cancellation).GetAwaiter().GetResult(), parsed.GetValue(Verbose));
    }

    /// <summary>Handles all exceptions in one place: prints what failed, where and what to do, on one line.</summary>
    private int Guard(Func<int> run, bool verbose)
    {
        try
        {
            return run();
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            return Done; // whoever read the output has seen enough, as head has
        }
        catch (Exception e)
        {
            (int code, IReadOnlyList<string> lines) = e switch
            {
                OptionsException options => (WrongUsage, options.Problems),
                InterruptedException => (Interrupted, [e.Message]),
                OperationCanceledException => (Interrupted, ["interrupted"]),
                InvalidDataException or IOException or UnauthorizedAccessException => (Failed, [e.Message]),
                OutOfMemoryException => (Failed, [$"not enough memory ({e.Message.TrimEnd('.')}). Fewer --workers, or a smaller --batch-size, --window or --widths, take less."]),
                _ => (Failed, (IReadOnlyList<string>)[$"unexpected {e.GetType().Name}: {e.Message} (--verbose says where; please report it)"]),
            };
            if (verbose)
                Error.WriteLine(e);
            return Report(lines, code);
        }
    }

    /// <summary>Prints an error as one line; names that come from files must not flood the terminal.</summary>
    public void Report(string error)
    {
        string line = error.ReplaceLineEndings(" ");
        Error.WriteLine($"attx: {(line.Length <= LongestError ? line : line[..LongestError] + "…")}");
    }

    private int Report(IReadOnlyList<string> lines, int code)
    {
        foreach (string line in lines)
            Report(line);
        return code;
    }

    /// <summary>The words of a command: "attx loso".</summary>
    public static string CommandPath(ParseResult parsed)
    {
        List<string> words = [];
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Command: not RootCommand } command; result = command.Parent)
            words.Insert(0, command.Command.Name);
        return string.Join(' ', ["attx", .. words]);
    }
}

/// <summary>Reports an interruption and what to do about it.</summary>
internal sealed class InterruptedException(string message) : OperationCanceledException(message);
