using System.CommandLine;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Datasets.Synthetic;
using AttX.Ground;
using AttX.Options;
using AttX.Runs;
using AttX.Signals.Modalities;

namespace AttX.Cli.Commands;

/// <summary><c>attx demo</c>: the main job on a synthetic cohort, small enough for a first look.</summary>
internal static class DemoCommand
{
    private const string Folder = "runs/demo";
    private const int Subjects = 6;
    private const double Minutes = 10;
    private const int Seed = 1;

    /// <summary>Marker file that distinguishes a folder of an earlier demo from a user's own work.</summary>
    private const string Marker = ".attx-demo";

    private static ExperimentOptions Options { get; } = ExperimentOptions.For(Device.Chest) with { Widths = [16, 32, 64], Epochs = 10 };

    public static Command Create(App app)
    {
        var command = new Command("demo", $"Do the main job on a synthetic cohort, under ./{Folder} (an earlier demo there is replaced).");
        command.SetAction((_, cancellation) =>
        {
            Run(app, cancellation);
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command, "attx demo");
        return command;
    }

    private static void Run(App app, CancellationToken cancellation)
    {
        Clear();
        string data = Path.Combine(Folder, "data");
        app.Error.WriteLine($"Writing a synthetic cohort of {Subjects} subjects, {Minutes} minutes each, in WESAD's format: {data}");
        SyntheticCohort.Write(data, Subjects, Minutes, Seed, subject => app.Error.WriteLine($"  {subject}"), cancellation);
        app.Error.WriteLine("Reading it back, and training leave-one-subject-out");
        ExperimentResult result = new ProgressDisplay(app).Show(observer =>
            new Experiment(app.Datasets.Open(data), Options) { Origin = new("attx demo", [data]) }.Run(Folder, resume: false, observer, cancellation));
        ResultView.Print(app, result, json: false);
    }

    private static void Clear()
    {
        string marker = Path.Combine(Folder, Marker);
        if (Directory.Exists(Folder) && Directory.EnumerateFileSystemEntries(Folder).Any())
        {
            if (!File.Exists(marker))
                throw new IOException($"{Folder}: holds files that are not an earlier demo's. Move them away, or run the demo in another folder.");
            Directory.Delete(Folder, recursive: true);
        }

        Directory.CreateDirectory(Folder);
        AtomicFile.Write(marker, "Written by attx demo, which replaces this folder.\n"u8.ToArray());
    }
}
