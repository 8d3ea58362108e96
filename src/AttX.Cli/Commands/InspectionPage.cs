using System.Text;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Formats;
using AttX.Ground;
using AttX.Reports.Page;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Cli.Commands;

/// <summary>Writes the page of <c>attx inspect --report</c>, one recording of one device in memory at a time.</summary>
internal static class InspectionPage
{
    public static void Write(
        string page, string data, IReadOnlyList<IRecordingFile> recordings, FormatOptions options, App app, CancellationToken cancellation)
    {
        var report = new RecordingReport();
        foreach (IRecordingFile recording in recordings)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(report, recording, options, new Notes(app.Error));
        }

        AtomicFile.Write(page, Encoding.UTF8.GetBytes(report.Write(data)));
        app.Error.WriteLine($"The page is {page}.");
    }

    private static void Add(RecordingReport report, IRecordingFile file, FormatOptions options, Notes notes)
    {
        try
        {
            foreach (Device device in file.Signals.Select(s => s.Device ?? Device.Chest).Distinct())
                foreach (Recording recording in new FeatureSource([file], options, device, columns: null).Read(notes.Add))
                    report.Add(recording);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            report.AddFailure(file.Name, e.Message);
        }
    }
}
