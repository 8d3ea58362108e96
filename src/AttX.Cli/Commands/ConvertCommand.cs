using System.CommandLine;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Datasets.Conversion;
using AttX.Formats;
using AttX.Ground;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Cli.Commands;

/// <summary><c>attx convert</c>: writes a dataset, or recordings, in another form.</summary>
internal static class ConvertCommand
{
    public static Command Create(App app)
    {
        var paths = new Argument<string[]>("DATA") { Description = "A dataset, or recordings in any format that is read (docs/data.md)", Arity = ArgumentArity.OneOrMore };
        var to = new Option<string>("--to") { Description = "The form to write", HelpName = string.Join('|', WrittenForm.All.Select(f => f.Name)), Required = true };
        var folder = new Option<string>("--out") { Description = "Folder to write to", HelpName = "FOLDER", Required = true };
        Option<string?> device = OptionSymbols.Symbol(DataGroup.Device, "The device whose signals are written [default: the only one]");
        Option<string?> modalities = OptionSymbols.Symbol(DataGroup.Modalities, "The signals to write [default: all that are known]");
        Option<string?> subjects = OptionSymbols.Symbol(TrainingGroup.Subjects, "The subjects to write [default: all]");
        var command = new Command("convert", "Write a dataset, or recordings, in another form: signals, labels, events and clock times.") { paths, to, folder, device, modalities, subjects };
        var formats = new FormatSymbols(app.Datasets);
        formats.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            WrittenForm form = WrittenForm.All.FirstOrDefault(f => f.Name == parsed.GetRequiredValue(to))
                ?? throw new OptionsException([$"--to must be {ClassificationTask.Alternatives([.. WrittenForm.All.Select(f => f.Name)])}, got {parsed.GetRequiredValue(to)}."]);
            string target = RequireFree(parsed.GetRequiredValue(folder));
            FormatOptions options = formats.Read(parsed);
            IReadOnlyList<IRecordingFile> files = Chosen(
                [.. parsed.GetRequiredValue(paths).SelectMany(path => app.Datasets.OpenRecordings(path, options, formats.Kind(parsed)))], parsed.GetValue(subjects));
            var notes = new Notes(app.Error);
            var conversion = new Conversion(app, files, options)
            {
                Device = parsed.GetValue(device) is { } text ? new OptionReader().Give(DataGroup.Device.Name, text).Read().Device : null,
                Modalities = parsed.GetValue(modalities)?.Split(',').Select(name => FormatSymbols.Modality("--modalities", name)).ToArray(),
            };
            conversion.Write(form, target, notes.Add, cancellation);
            app.Output.WriteLine($"{files.Count} subject{(files.Count == 1 ? "" : "s")} in {target}. Next: attx inspect {target}");
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command,
            "attx convert WESAD --to bids --device wrist --out wesad-bids",
            "attx convert WESAD --to csv --device chest --modalities ecg,eda --subjects S2,S3 --out wesad-csv",
            "attx convert e4/*.zip --to bids --device wrist --out study");
        return command;
    }

    private static string RequireFree(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() || File.Exists(folder)
        ? throw new OptionsException([$"--out {folder}: is not empty; choose another folder, or empty it."]) : folder;

    private static IReadOnlyList<IRecordingFile> Chosen(IReadOnlyList<IRecordingFile> files, string? subjects)
    {
        if (files.GroupBy(f => f.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidDataException($"{twice.Key}: {twice.Count()} recordings have this name; rename one, or convert them one by one.");
        string[] wanted = subjects?.Split(',') ?? [];
        string[] unknown = [.. wanted.Except(files.Select(f => f.Name))];
        return unknown.Length > 0 ? throw new OptionsException(
                [$"--subjects {string.Join(',', unknown)}: not in the data, which have {string.Join(", ", files.Select(f => f.Name))}."])
            : wanted.Length == 0 ? files : [.. files.Where(f => wanted.Contains(f.Name))];
    }

    /// <summary>The conversion of recordings, one at a time in memory.</summary>
    private sealed record Conversion(App App, IReadOnlyList<IRecordingFile> Files, FormatOptions Options)
    {
        public Device? Device { get; init; }

        public IReadOnlyList<Modality>? Modalities { get; init; }

        public void Write(WrittenForm form, string folder, Action<string> note, CancellationToken cancellation)
        {
            Device device = Device ?? OnlyDevice();
            IDataset? dataset = (Files[0] as DatasetSubject)?.Dataset;
            IDatasetWriter writer = form.Create(folder, new WrittenData(
                dataset?.Name ?? "Recordings", device, [.. Files.Select(f => f.Name)], dataset?.Tasks ?? [], note));
            foreach (IRecordingFile file in Files)
            {
                cancellation.ThrowIfCancellationRequested();
                RecordingData data = file.Read(Modalities ?? Known(file, device), device);
                foreach (string remark in data.Notes)
                    note($"{file.Name}: {remark}");
                if (data.Recording.Ratings.Count > 0)
                    note($"Ratings ({string.Join(", ", data.Recording.Ratings.Select(r => r.Name))}) are not written.");
                writer.Add(data.Recording with { Subject = file.Name });
                App.Error.WriteLine($"wrote {file.Name}");
            }

            writer.Finish();
        }

        /// <summary>The signals of a device that a recording has once, with all axes.</summary>
        private IReadOnlyList<Modality> Known(IRecordingFile file, Device device)
        {
            Modality[] known = [.. file.Signals.Where(s => (s.Device ?? device) == device && s.Modality != null).GroupBy(s => s.Modality!.Value)
                .Where(g => g.Sum(s => s.Columns) == g.Key.Info().Axes.Count && g.DistinctBy(s => s.Axis).Count() == g.Count()).Select(g => g.Key)
                .Union(Options.Columns.Keys).Order()];
            return known.Length > 0 ? known : throw new InvalidDataException(
                $"{file.Name}: has no known signal of the {device.Info().Name}; it has {string.Join(", ", file.Signals.Select(s => s.Name))}. Name them with --column, or another --device.");
        }

        private Device OnlyDevice()
        {
            Device[] devices = [.. Files[0].Signals.Where(s => s.Modality != null).Select(s => s.Device).OfType<Device>().Distinct()];
            return devices.Length == 1 ? devices[0] : throw new OptionsException([devices.Length == 0
                ? "--device is missing: the recordings do not say which device made them; chest or wrist."
                : $"--device is missing: the data have {string.Join(" and ", devices.Select(d => d.Info().Name))}; one device is written at a time."]);
        }
    }
}
