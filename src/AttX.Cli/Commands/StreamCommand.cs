using System.CommandLine;
using AttX.Cli.Live;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Datasets;
using AttX.Formats;
using AttX.Ground;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Streaming;
using AttX.Streaming.Sources;
using Spectre.Console;

namespace AttX.Cli.Commands;

/// <summary><c>attx stream</c>: prints estimates as samples arrive.</summary>
internal static class StreamCommand
{
    private static readonly string[] Shown =
    [
        "attx stream wrist.attx --source replay:recording.zip@10",
        "attx stream wrist.attx --source udp:9000 --rates bvp=64,eda=4 --person anna.json",
        "attx stream wrist.attx --source replay:recording.zip@max --smooth 60 --abstain 0.7 --alarm 0.8,0.5",
        "python3 sender.py | attx stream wrist.attx --source stdin --rates bvp=64,eda=4 --json | jq .probabilities",
    ];

    public static Command Create(App app)
    {
        var model = new Argument<string>("MODEL") { Description = "A model, a run's model.safetensors, or a fold's folder (RUN/folds/S2)" };
        Option<string> source = Source();
        var rates = new Option<string?>("--rates") { Description = "stdin, udp, tcp: the signals' sampling rates", HelpName = "bvp=64,eda=4" };
        Option<string?> device = OptionSymbols.Symbol(DataGroup.Device, "replay: the device recorded [default: the model's]");
        Option<double?> silence = Silence(), reconnect = Reconnect();
        var json = new Option<bool>("--json") { Description = "Print a JSON object a line" };
        var plain = new Option<bool>("--plain") { Description = "Print lines on a terminal too" };
        var command = new Command("stream", "Estimate stress while the samples come.") { model, source, rates, device, silence, reconnect, json, plain };
        SessionSymbols session = new();
        FormatSymbols formats = new(app.Datasets);
        session.AddTo(command);
        formats.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            string name = parsed.GetRequiredValue(source);
            SourceSpec spec = SourceSpec.Parse(name);
            FormatOptions format = formats.Read(parsed);
            DatasetKind? kind = formats.Kind(parsed);
            RequireFitting(spec, rates: parsed.GetValue(rates) ?? parsed.GetValue(silence)?.ToString(), recording: parsed.GetValue(device) ?? kind?.Name, format);
            TimeSpan patience = Patience(spec, parsed.GetValue(reconnect));
            TimeSpan? limit = spec is SourceSpec.Replay ? null : Silence(parsed.GetValue(silence) ?? 10);
            IModel trained = app.Models.Load(parsed.GetRequiredValue(model));
            var streaming = new StreamingModel(trained);
            ReplaySource? replay = spec is not SourceSpec.Replay { Path: var path, Speed: var speed } ? null
                : new ReplaySource(Read(app, app.Datasets.OpenRecording(path, format, kind), trained, Device(parsed.GetValue(device)) ?? trained.Options.Device), 1) { Speed = speed };
            IReadOnlyList<ChannelRate> channels = replay?.Channels ?? Rates(parsed.GetValue(rates), streaming);
            LivePerson? person = session.Person(parsed) is { } file ? new LivePerson(file, PersonFile.Read(file, streaming.UnknownPerson), channels) : null;
            IStreamView view = View(app, name, streaming, channels, parsed.GetValue(json), parsed.GetValue(plain));
            using ISampleSource samples = replay ?? await Open(app, spec, [.. channels.Select(c => c.Modality)], patience, view.Warn, cancellation).ConfigureAwait(false);
            var run = new StreamRun(name, samples, channels, view) { Person = person };
            await run.Run(streaming, session.Read(parsed), limit, app.Error, cancellation).ConfigureAwait(false);
            return App.Done;
        });
        Examples.AddTo(command, Shown);
        return command;
    }

    private static Option<string> Source() => new("--source")
    {
        Description = "replay:RECORDING[@SPEED] (1: as it was; max), or lines of text (docs/streaming.md) from stdin, udp:[ADDRESS:]PORT or tcp:HOST:PORT",
        HelpName = "SOURCE",
        Required = true,
    };

    private static Option<double?> Silence() => new("--silence")
    {
        Description = "stdin, udp, tcp: after how long without samples to warn, and to wait for a signal no more [default: 10]",
        HelpName = "SECONDS",
    };

    private static Option<double?> Reconnect() => new("--reconnect")
    {
        Description = "tcp: for how long to try again when the connection is lost or ends; 0: not at all [default: 30]",
        HelpName = "SECONDS",
    };

    /// <summary>Rejects options that would be ignored.</summary>
    private static void RequireFitting(SourceSpec spec, string? rates, string? recording, FormatOptions format)
    {
        bool formatted = format is not { Format: null, IsEmpty: true };
        if (spec is SourceSpec.Replay && rates != null)
            throw new OptionsException(["--rates and --silence belong to stdin, udp and tcp: a recording knows its rates, and is never silent."]);
        if (spec is not SourceSpec.Replay && (recording != null || formatted))
            throw new OptionsException(["--device, --format, --column, --unit, --time-column, --time-unit and --rate belong to --source replay."]);
    }

    private static TimeSpan Silence(double seconds) => seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds)
        : throw new OptionsException([FormattableString.Invariant($"--silence must be above 0 and at most a day, got {seconds}.")]);

    private static TimeSpan Patience(SourceSpec spec, double? seconds)
    {
        if (spec is not SourceSpec.Connection && seconds != null)
            throw new OptionsException(["--reconnect belongs to --source tcp:HOST:PORT, which alone can be connected again."]);
        return seconds is not (null or (>= 0 and <= 86_400))
            ? throw new OptionsException([FormattableString.Invariant($"--reconnect must be from 0 to a day (86400), got {seconds}.")])
            : TimeSpan.FromSeconds(seconds ?? 30);
    }

    private static Device? Device(string? text) => text == null ? null : new OptionReader().Give(DataGroup.Device.Name, text).Read().Device;

    private static IReadOnlyList<ChannelRate> Rates(string? text, StreamingModel model)
    {
        IReadOnlyList<Modality> modalities = model.Modalities;
        string example = string.Join(',', modalities.Select(m => $"{StreamCounters.NameOf(m)}={m.Info().TypicalRateHz}"));
        var rates = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (string item in text?.Split(',') ?? [])
            if (item.Split('=', StringSplitOptions.TrimEntries) is not [var name, var rate] || !int.TryParse(rate, out int hz) || !rates.TryAdd(name, hz))
                throw new OptionsException([$"--rates must be like {example}, each signal once, in whole Hz; got {text}."]);
        string[] wanted = [.. modalities.Select(StreamCounters.NameOf)], further = [.. model.FeatureModalities.Select(StreamCounters.NameOf)];
        int given = wanted.Count(rates.ContainsKey);
        bool fits = !rates.Keys.Except([.. wanted, .. further], StringComparer.OrdinalIgnoreCase).Any() && (model.CanMissSensors ? given > 0 : given == wanted.Length);
        return fits ? [.. model.FeatureModalities.Where(m => rates.ContainsKey(StreamCounters.NameOf(m))).Select(m => new ChannelRate(m, rates[StreamCounters.NameOf(m)])),
            .. modalities.Index().Where(m => rates.ContainsKey(wanted[m.Index])).Select(m => new ChannelRate(m.Item, rates[wanted[m.Index]]))]
            : throw new OptionsException(
                [$"The model takes {string.Join(" and ", wanted)}: say the rate of each{(model.CanMissSensors ? " that there is" : "")}, no others, such as --rates {example}; got {text ?? "none"}."]);
    }

    private static Recording Read(App app, IRecordingFile recording, IModel model, Device device)
    {
        IReadOnlyList<Modality> there = model.CanMissSensors ? recording.Available(model.Options.Modalities, device) : model.Options.Modalities;
        Modality[] further = [.. model.Options.RecordedModalities.Except(model.Options.Modalities)];
        RecordingData data = recording.Read([.. there, .. further.Length > 0 ? recording.Available(further, device) : []], device);
        foreach (string note in data.Notes)
            app.Error.WriteLine(note);
        if (there.Count < model.Options.Modalities.Count)
            app.Error.WriteLine($"{recording.Name}: lacks {SensorNames.Of(model.Options.Modalities.Except(there))}; the estimates rest on {SensorNames.Of(there)}.");
        (string fingerprint, string samples) = RecordingFingerprint.WithSamples(data.Recording.Of(there));
        if (Familiarities.Of(model, data.Recording.Subject, fingerprint, samples, RecordingSketch.Of(data.Recording.Of(there)).ToString()).Warning(recording.Name) is { } familiar)
            app.Error.WriteLine(familiar);
        return data.Recording;
    }

    private static async Task<ISampleSource> Open(
        App app, SourceSpec spec, IReadOnlyList<Modality> modalities, TimeSpan patience, Action<string> warn, CancellationToken cancellation)
    {
        switch (spec)
        {
            case SourceSpec.Datagrams { Address: var address }:
                var datagrams = new DatagramSource(address, modalities, warn);
                app.Error.WriteLine($"listening on UDP {datagrams.Address}");
                return datagrams;
            case SourceSpec.Connection { Host: var host, Port: var port }:
                return await ConnectionSource.Connect(host, port, modalities, patience, warn, cancellation).ConfigureAwait(false);
            default:
                return new LineSource(app.Input, modalities, warn);
        }
    }

    private static IStreamView View(App app, string name, StreamingModel model, IReadOnlyList<ChannelRate> channels, bool json, bool plain)
    {
        if (app.OutputIsTerminal && !json && !plain)
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(app.DrawnOutput),
                Interactive = InteractionSupport.Yes,
            });
            if (console.Profile.Capabilities.Ansi)
                return new LiveView(console, name, channels, model.Task.Classes[model.Task.Positive], app.ErrorIsTerminal ? null : app.Error);
        }

        return new LineView(app, model.Task, json);
    }
}
