using System.CommandLine;

namespace AttX.Cli.Commands;

/// <summary><c>attx inspect</c>: what a dataset holds.</summary>
internal static class InspectCommand
{
    public static Command Create(App app) => new("inspect", "Show what a dataset holds.");
}
