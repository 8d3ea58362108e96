using System.CommandLine;
using AttX.Ground;

namespace AttX.Cli.OptionGroups;

/// <summary><c>--person</c>: a file of what a person's sessions heard, which every session starts from and updates.</summary>
internal static class PersonSymbol
{
    public static Option<string?> Create() => new("--person")
    {
        Description = "The person's statistics: start from those of earlier sessions, and add this one's at its end",
        HelpName = "FILE.json",
    };

    /// <summary>Returns the number of recordings if there is one, as a person has one session after another.</summary>
    /// <exception cref="OptionsException">There are several.</exception>
    public static int RequireOne(string? path, int recordings) => path == null || recordings == 1 ? recordings
        : throw new OptionsException([$"--person {path}: takes one session at a time, got {recordings} recordings. Give one."]);
}
