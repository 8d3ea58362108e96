using System.CommandLine;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Evaluation;
using AttX.Formats;
using AttX.Ground;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Reports.Page;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Cli.Commands;

/// <summary><c>attx predict</c>: applies a trained model to recordings of any format, labelled or not.</summary>
internal static class PredictCommand
{
    private static readonly string[] Shown =
    [
        "attx predict stress.attx recording.csv --out estimates.csv --report estimates.html",
        "attx predict stress.attx e4/*.zip --device wrist --out estimates.csv",
        "attx predict stress.attx monday.zip --person anna.json --out monday.csv",
        "attx predict stress.attx monday.zip --smooth 60 --abstain 0.7 --alarm 0.8,0.5 --out monday.csv",
        "attx predict stress.attx signals.txt --column ecg=A1 --column eda=A2 --unit eda=uS --out estimates.csv",
    ];

    public static Command Create(App app)
    {
        var model = new Argument<string>("MODEL") { Description = "A model (attx train), a run's model.safetensors, or a fold's folder (RUN/folds/S2)" };
        Argument<string[]> paths = Recordings();
        var file = new Option<string>("--out") { Description = "The file of estimates, one line a window", HelpName = "FILE.csv", Required = true };
        var report = new Option<string?>("--report") { Description = "Write a page with the signals and the estimates too", HelpName = "FILE.html" };
        Option<string?> device = OptionSymbols.Symbol(DataGroup.Device, "The device the recordings stand for [default: the model's]");
        Option<string?> baseline = Baseline();
        Option<string?> person = PersonSymbol.Create();
        var command = new Command("predict", "Estimate every window of recordings with a trained model.") { model, paths, file, report, device, baseline, person };
        var postprocessing = new PostprocessingSymbols(command);
        var output = new OutputFile(command);
        var formats = new FormatSymbols(app.Datasets);
        formats.AddTo(command);
        var work = new WorkSymbols("Recordings (or parts of one)", "a summary as JSON", caches: false);
        work.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            (string csv, string? page) = (parsed.GetRequiredValue(file), parsed.GetValue(report));
            RequireFree(output, parsed, csv, page);
            (int workers, FormatOptions options) = (work.Workers(parsed), formats.Read(parsed));
            string path = parsed.GetRequiredValue(model);
            RecordingPredictor predictor = Predictor(ModelArgument.Load(app, parsed, path, parsed.GetRequiredValue(paths)), Device(parsed.GetValue(device)), Baseline(parsed.GetValue(baseline)), parsed.GetValue(person), postprocessing.Read(parsed));
            Notes notes = new(app.Error, predictor.Note);
            IReadOnlyList<PendingRecording> recordings = Recordings(
                parsed.GetRequiredValue(paths), recording => app.Datasets.OpenRecordings(recording, options, formats.Kind(parsed)), predictor, notes);
            var view = new PredictionView(app, predictor.Form, PersonSymbol.RequireOne(parsed.GetValue(person), recordings.Count));
            PredictionReport? pages = page == null ? null : new PredictionReport(predictor.Form, predictor.Modalities);
            new PredictionBatch(predictor, recordings) { Workers = workers }.Run(csv, notes.Add, outcome => Add(outcome, view, pages), cancellation);
            if (page != null)
                AtomicFile.Write(page, Encoding.UTF8.GetBytes(pages!.Write(path, predictor.Note)));
            view.Print(csv, page, work.Json(parsed), CommandText.Next([.. parsed.Tokens.Select(t => t.Value).Where(t => t != "--force"), "--report", Path.ChangeExtension(csv, ".html"), "--force"]));
            view.Update(parsed.GetValue(person));
            return Task.FromResult(view.Failed > 0 ? App.Failed : App.Done);
        });
        Examples.AddTo(command, Shown);
        return command;
    }

    private static Argument<string[]> Recordings() => new("RECORDING")
    {
        Description = "Recordings: WESAD, Empatica E4, CSV, OpenSignals, EDF, BDF, WFDB",
        Arity = ArgumentArity.OneOrMore,
    };

    private static Option<string?> Baseline() => new("--baseline")
    {
        Description = "Seconds at rest of every recording, for models that normalise by the baseline",
        HelpName = "0-300",
    };

    private static RecordingPredictor Predictor(IModel model, Device? device, CalibrationStretch? baseline, string? person, Postprocessing postprocessing) => new(model, device, baseline)
    {
        Postprocessing = postprocessing,
        Person = person == null ? null : PersonFile.Read(person, RecordingPredictor.UnknownPerson(model, device)),
    };

    private static void Add(RecordingOutcome outcome, PredictionView view, PredictionReport? pages)
    {
        view.Add(outcome);
        pages?.Add(outcome);
    }

    private static void RequireFree(OutputFile output, ParseResult parsed, string csv, string? page)
    {
        output.RequireFree(parsed, csv, "--out");
        if (page == null)
            return;
        output.RequireFree(parsed, page, "--report");
        if (Path.GetFullPath(page) == Path.GetFullPath(csv))
            throw new OptionsException([$"--out and --report both name {csv}: they are two files."]);
    }

    private static Device? Device(string? text) => text == null ? null : new OptionReader().Give(DataGroup.Device.Name, text).Read().Device;

    private static CalibrationStretch? Baseline(string? text)
    {
        if (text == null)
            return null;
        double[] times = [.. text.Split('-')
            .Select(t => double.TryParse(t, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double s) ? s : double.NaN)];
        return times is [>= 0 and var start, var end] && end > start ? new CalibrationStretch(start, end)
            : throw new OptionsException([$"--baseline must be two times in seconds, such as 0-300, got {text}."]);
    }

    /// <summary>
    /// Lists every recording at the paths, in order. One that cannot be opened fails in its turn, like one that cannot be read.
    /// </summary>
    private static IReadOnlyList<PendingRecording> Recordings(
        string[] paths, Func<string, IReadOnlyList<IRecordingFile>> open, RecordingPredictor predictor, Notes notes)
    {
        if (paths.GroupBy(Path.GetFullPath).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new OptionsException([$"{twice.First()}: is named twice."]);
        var found = new List<(string Path, string Name, Func<string, Recording> Read)>();
        foreach (string path in paths)
        {
            try
            {
                foreach (IRecordingFile recording in open(path))
                    found.Add((path, recording.Name, name => Read(recording, name, predictor, notes)));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                found.Add((path, path, _ => Rethrow(e)));
            }
        }

        ILookup<string, string> byName = found.ToLookup(f => f.Name, f => f.Path), byPath = found.ToLookup(f => f.Path, f => f.Name);
        return [.. found.Select(f => (Name: NameOf(f.Path, f.Name), f.Read))
            .Select(f => new PendingRecording(f.Name, () => f.Read(f.Name)))];

        string NameOf(string path, string name) =>
            byName[name].Count() == 1 ? name : byPath[path].Count() == 1 ? path : $"{path}:{name}";
    }

    private static Recording Rethrow(Exception e)
    {
        ExceptionDispatchInfo.Throw(e);
        throw e;
    }

    private static Recording Read(IRecordingFile file, string name, RecordingPredictor predictor, Notes notes)
    {
        RecordingData data = file.Read([
            .. predictor.CanMissSensors ? file.Available(predictor.Modalities, predictor.Device) : predictor.Modalities,
            .. predictor.FeatureModalities.Count > 0 ? file.Available(predictor.FeatureModalities, predictor.Device) : []], predictor.Device);
        foreach (string note in data.Notes)
            notes.Add($"{name}: {note}");
        foreach (GapSummary gap in data.Gaps.Where(g => predictor.Modalities.Contains(g.Modality)))
            notes.Add(FormattableString.Invariant($"{name}: {gap.Modality.Info().Label} lacks {gap.TotalSeconds:0.###} s ") +
                FormattableString.Invariant($"in {gap.Count} gap{(gap.Count == 1 ? "" : "s")}, the first at {gap.FirstSecond:0.###} s: ") +
                (predictor.CanMissSensors ? "windows that touch one rest on the other sensors." : "windows that touch one get no estimate."));
        return data.Recording;
    }
}
