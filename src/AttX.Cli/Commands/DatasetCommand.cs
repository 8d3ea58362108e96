using System.CommandLine;
using AttX.Cli.Shell;
using AttX.Datasets.Folder;

namespace AttX.Cli.Commands;

/// <summary><c>attx dataset</c>: makes datasets of one's own recordings.</summary>
internal static class DatasetCommand
{
    public static Command Create(App app)
    {
        var command = new Command("dataset", "Make a dataset of your own recordings.") { Init(app) };
        Examples.AddTo(command, "attx dataset init study");
        return command;
    }

    private static Command Init(App app)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The recordings' folder" };
        var command = new Command("init", "Write a first dataset.json from what a folder of recordings shows.") { folder };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            DatasetDraft draft = DatasetDraft.Write(path);
            app.Output.WriteLine($"Wrote {Path.Combine(path, "dataset.json")}");
            foreach (string line in draft.Found)
                app.Output.WriteLine("  " + line.ReplaceLineEndings(" "));
            if (draft.Unknown.Count > 0)
                app.Output.WriteLine("It could not know:");
            foreach (string line in draft.Unknown)
                app.Output.WriteLine("  - " + line.ReplaceLineEndings(" "));
            app.Output.WriteLine($"Next: edit it (docs/data.md, \"Your own recordings\"), then: attx inspect {path}");
            return App.Done;
        });
        Examples.AddTo(command, "attx dataset init study", "attx inspect study", "attx loso study --out runs/study");
        return command;
    }
}
