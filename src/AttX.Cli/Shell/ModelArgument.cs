using System.CommandLine;
using AttX.Ground;
using AttX.ModelFiles;

namespace AttX.Cli.Shell;

/// <summary>Reads the model that a command line names.</summary>
internal static class ModelArgument
{
    /// <summary>Reads it; says so where model and data stand in each other's place.</summary>
    /// <param name="app">The kinds of models.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">The model's file or folder.</param>
    /// <param name="others">The other paths of the command line.</param>
    /// <exception cref="OptionsException">The arguments are swapped.</exception>
    /// <exception cref="InvalidDataException">It is no model, or damaged; the message gives the path and the reason.</exception>
    public static IModel Load(App app, ParseResult parsed, string path, params IEnumerable<string> others)
    {
        if (!app.Models.Recognises(path) && others.FirstOrDefault(app.Models.Recognises) is { } model)
            throw new OptionsException([$"{path} is no model, but {model} is: the order is {CommandPath(parsed)}."]);
        return app.Models.Load(path);
    }

    private static string CommandPath(ParseResult parsed) =>
        $"{App.CommandPath(parsed)} {string.Join(' ', parsed.CommandResult.Command.Arguments.Select(a => a.Name))}";
}
