using System.CommandLine;
using AttX.Ground;
using AttX.Inference;
using AttX.Signals.Preprocessing;

namespace AttX.Cli.OptionGroups;

/// <summary><c>--person</c>: a file of what a person's sessions heard, which every session starts from and updates.</summary>
internal static class PersonSymbol
{
    public static Option<string?> Create() => new("--person")
    {
        Description = "The person's statistics: start from those of earlier sessions, and add this one's at its end",
        HelpName = "FILE.json",
    };

    /// <summary>Checks that there is one session, as a person has one after another.</summary>
    /// <exception cref="OptionsException">There are several.</exception>
    public static void RequireOne(string? path, int recordings)
    {
        if (path != null && recordings != 1)
            throw new OptionsException([$"--person {path}: takes one session at a time, got {recordings} recordings. Give one."]);
    }

    /// <summary>Writes the file, and returns what to tell the user.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static string Update(string path, PersonStatistics person)
    {
        PersonFile.Write(path, person);
        return FormattableString.Invariant($"{path}: updated, {person.Seconds:0} s heard in all.");
    }
}
