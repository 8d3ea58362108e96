using AttX.Cluster;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Reports.Audit;
using AttX.Reports.Page;
using AttX.Reports.Reading;

namespace AttX.Fuzz;

/// <summary>Folders of runs and sweeps, and what Slurm answers.</summary>
internal static class RunTargets
{
    /// <summary>Reports a run or a sweep as <c>attx report</c> does.</summary>
    public static void Report(string folder)
    {
        ReportData data = ReportData.Read(folder);
        ReportPage.Write(data, LeakageAudit.Of(data));
    }

    public static void Tables(string path)
    {
        string text = CsvTable.ReadText(path);
        Predictions predictions = Predictions.Parse(text);
        predictions.Confusion();
        predictions.ToCsv();
    }

    public static void Slurm(string run)
    {
        var folder = new SlurmFolder(run);
        for (int i = 0; i < folder.Plan?.Tasks.Count; i++)
            (_, _) = (folder.State(i), folder.LastFailure(i));
        _ = folder.Jobs;
    }

    public static void SlurmOutput(string path)
    {
        string text = File.ReadAllText(path);
        SlurmClient.ReadQueue(text);
        SlurmClient.ReadMaxArraySize(text);
    }
}
