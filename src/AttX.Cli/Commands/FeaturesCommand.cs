using System.CommandLine;
using System.Text;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Formats;
using AttX.Ground;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;

namespace AttX.Cli.Commands;

/// <summary><c>attx features</c>: writes the features of windows, one recording in memory at a time.</summary>
internal static class FeaturesCommand
{
    public static Command Create(App app)
    {
        var data = new Argument<string>("DATA") { Description = "A dataset, or a recording in any format (docs/data.md)" };
        var file = new Option<string>("--out") { Description = "The file of features, one line a window", HelpName = "FILE.csv", Required = true };
        Option<string?> device = OptionSymbols.Symbol(DataGroup.Device, "The device whose signals are used [default: chest if there are any]");
        var json = new Option<bool>("--json") { Description = "Print a summary as JSON" };
        var command = new Command("features", "Compute heart rate variability, skin conductance responses and other features of windows.") { data, file, device };
        var features = new FeatureSymbols();
        features.AddTo(command);
        command.Options.Add(json);
        var output = new OutputFile(command);
        var formats = new FormatSymbols(app.Datasets);
        formats.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            (string path, string csv) = (parsed.GetRequiredValue(data), output.RequireFree(parsed, parsed.GetRequiredValue(file), "--out"));
            (FeatureOptions options, FormatOptions format) = (features.Read(parsed), formats.Read(parsed));
            IReadOnlyList<FeatureInfo>? wanted = features.Columns(parsed);
            IReadOnlyList<IRecordingFile> recordings = app.Datasets.OpenRecordings(path, format, formats.Kind(parsed));
            var source = new FeatureSource(recordings, format, DeviceOf(parsed.GetValue(device)), wanted);
            var view = new FeatureView(app, source.Columns);
            var extractor = new FeatureExtractor(source.Columns, options);
            var notes = new Notes(app.Error);
            AtomicFile.Write(csv, stream => Write(stream, source, extractor, view, notes, cancellation));
            view.Print(path, csv, parsed.GetValue(json));
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command,
            "attx features WESAD --out features.csv",
            "attx features WESAD --device wrist --modalities bvp,eda --window 30 --hop 10 --out wrist.csv",
            "attx features WESAD --features ecg_hr_mean,ecg_rmssd,eda_scr_count --eda-decomposition convex --out few.csv",
            "attx features recording.csv --unit eda=uS --out features.csv");
        return command;
    }

    private static void Write(
        Stream stream, FeatureSource source, FeatureExtractor extractor, FeatureView view, Notes notes, CancellationToken cancellation)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var writer = new CsvTableWriter(text);
        FeatureCsv.WriteHeader(writer, extractor.Columns);
        foreach (Recording recording in source.Read(notes.Add))
        {
            cancellation.ThrowIfCancellationRequested();
            RecordingFeatures features = extractor.Extract(recording, notes.Add);
            FeatureCsv.Write(writer, features);
            view.Add(features);
        }
    }

    private static Device? DeviceOf(string? text) => text == null ? null : new OptionReader().Give(DataGroup.Device.Name, text).Read().Device;
}
