using System.CommandLine;
using System.Globalization;
using AttX.Cli.Shell;
using AttX.Datasets.Synthetic;
using AttX.Ground;

namespace AttX.Cli.Commands;

/// <summary><c>attx synth</c>: writes a synthetic cohort in WESAD's format.</summary>
internal static class SynthCommand
{
    public static Command Create(App app)
    {
        var folder = new Option<string>("--out") { Description = "Folder to write to", HelpName = "DIR", Required = true };
        var subjects = new Option<int>("--subjects") { Description = "Number of subjects", HelpName = "N", DefaultValueFactory = _ => 6 };
        var minutes = new Option<double>("--minutes") { Description = "Length of each recording", HelpName = "MINUTES", DefaultValueFactory = _ => 10 };
        var seed = new Option<int>("--seed") { Description = "Decides every random number", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("synth", "Write a synthetic cohort in WESAD's own format (DIR/S2/S2.pkl, …).") { folder, subjects, minutes, seed };
        command.SetAction((parsed, cancellation) =>
        {
            Write(app, parsed.GetRequiredValue(folder), parsed.GetValue(subjects), parsed.GetValue(minutes), parsed.GetValue(seed), cancellation);
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command, "attx synth --out cohort", "attx synth --out cohort --subjects 4 --minutes 5 --seed 7");
        return command;
    }

    private static void Write(App app, string folder, int subjects, double minutes, int seed, CancellationToken cancellation)
    {
        var problems = new List<string>();
        if (subjects is < 1 or > SyntheticCohort.MaxSubjects)
            problems.Add($"--subjects must be from 1 to {SyntheticCohort.MaxSubjects}, got {subjects}.");
        if (minutes is not (>= SyntheticCohort.MinMinutes and <= SyntheticCohort.MaxMinutes))
            problems.Add(string.Create(CultureInfo.InvariantCulture,
                $"--minutes must be from {SyntheticCohort.MinMinutes} (for every state to occur) to {SyntheticCohort.MaxMinutes}, got {minutes}."));
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            problems.Add($"--out {folder}: is not empty; choose another folder, or empty it.");
        if (problems.Count > 0)
            throw new OptionsException(problems);
        SyntheticCohort.Write(folder, subjects, minutes, seed, subject => app.Error.WriteLine($"wrote {subject}"), cancellation);
        app.Output.WriteLine($"{subjects} subjects in {folder}. Next: attx loso {folder} --out runs/synth --epochs 10");
    }
}
