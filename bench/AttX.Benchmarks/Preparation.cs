using System.Diagnostics;
using System.Globalization;
using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Preprocessing;

namespace AttX.Benchmarks;

/// <summary>
/// The processor's time from each subject's files to its windows and fingerprint, and the memory of the process. Other work on the machine
/// does not count.
/// </summary>
internal static class Preparation
{
    /// <summary>Usage: prepare DATA [MODALITIES, default the data's].</summary>
    public static int Run(string[] arguments)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        IDataset data = DatasetCatalogue.Default.Open(arguments[0]);
        double opened = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        OptionReader reader = new(data);
        if (arguments is [_, var modalities, ..])
            reader.Give(DataGroup.Modalities.Name, modalities);
        ExperimentOptions options = reader.Read();
        Cost[] costs = [.. data.Subjects.Select(subject => Measure(data, subject, options))];
        using Process process = Process.GetCurrentProcess();
        Cost median = costs.OrderBy(c => c.Total).ElementAt(costs.Length / 2);
        Console.WriteLine(FormattableString.Invariant($"{data.Name}, {string.Join(',', options.Modalities)}: opened in {opened:0.000} s; {costs.Length} subjects: "));
        Print("the first", costs[0]);
        Print("median", median);
        Print("mean", new(costs.Average(c => c.Read), costs.Average(c => c.Process), costs.Average(c => c.Fingerprint)));
        Console.WriteLine(FormattableString.Invariant($"  peak memory {process.PeakWorkingSet64 / 1e6:0} MB"));
        return 0;
    }

    private static Cost Measure(IDataset data, string subject, ExperimentOptions options)
    {
        Preprocessor preprocessor = new(options.Preprocessing());
        TimeSpan start = Environment.CpuUsage.TotalTime;
        Recording recording = data.Read(subject, options.Device, options.Modalities);
        TimeSpan read = Environment.CpuUsage.TotalTime;
        preprocessor.Process(recording);
        TimeSpan processed = Environment.CpuUsage.TotalTime;
        RecordingFingerprint.Of(recording);
        return new((read - start).TotalSeconds, (processed - read).TotalSeconds, (Environment.CpuUsage.TotalTime - processed).TotalSeconds);
    }

    private static void Print(string name, Cost cost) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"  {name} {cost.Total:0.000} s (read {cost.Read:0.000}, windows {cost.Process:0.000}, fingerprint {cost.Fingerprint:0.000})"));

    private readonly record struct Cost(double Read, double Process, double Fingerprint)
    {
        public double Total => Read + Process + Fingerprint;
    }
}
