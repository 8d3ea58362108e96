namespace AttX.Fuzz;

/// <summary>Every reader of untrusted bytes. To add one, add its row.</summary>
internal static class TargetTable
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("pickle", DataTargets.Pickle, "pickles/tiny-*.pkl", "pickles/types-protocol[025].pkl"),
        new("edf", DataTargets.Recording, "recordings/*.edf", "recordings/*.bdf"),
        new("wfdb", DataTargets.Wfdb),
        new("xdf", DataTargets.Recording),
        new("acq", DataTargets.Recording),
        new("empatica", DataTargets.Recording, "recordings/e4*.zip"),
        new("embrace", DataTargets.Recording),
        new("opensignals", DataTargets.Recording, "recordings/bitalino.txt"),
        new("shimmer", DataTargets.Recording),
        new("csv", DataTargets.Recording, "recordings/table.csv"),
        new("wesad", DataTargets.Dataset),
        new("folder", DataTargets.Dataset),
        new("bids", DataTargets.Dataset),
        new("stress-predict", DataTargets.Dataset),
        new("drivedb", DataTargets.Dataset),
        new("case", DataTargets.Dataset),
        new("safetensors", ModelTargets.SafeTensorsFile),
        new("model", ModelTargets.Model) { Made = ModelTargets.Models },
        new("encoder", ModelTargets.Encoder) { Made = ModelTargets.Encoders },
        new("person", ModelTargets.Person) { Made = ModelTargets.Persons },
        new("options", OptionTargets.Config),
        new("select", OptionTargets.Select),
        new("sweep-file", OptionTargets.Sweep),
        new("run", RunTargets.Report),
        new("sweep", RunTargets.Report),
        new("predictions", RunTargets.Tables),
        new("slurm", RunTargets.Slurm),
        new("squeue", RunTargets.SlurmOutput),
        new("lines", StreamTargets.Lines),
    ];
}
