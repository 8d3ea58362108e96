using System.Globalization;
using System.Text;
using AttX.Formats.Binary;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Formats.Xdf;

/// <summary>
/// XDF, as the Lab Streaming Layer's recorders write it: several streams, each at its own rate and by its own clock. Streams of numbers at a
/// steady rate are signals; texts, and numbers that come when they come, are events. Signals read together begin where the latest stream did.
/// </summary>
internal sealed class XdfReader : ISignalReader
{
    private const int MaxHeader = 1 << 23;

    private readonly string _path;
    private readonly Dictionary<int, XdfStream> _streams = [];
    private readonly List<(XdfStream Stream, XdfGrid Grid, int Channel)> _signals = [];
    private readonly List<SignalDescription> _descriptions = [];
    private readonly List<Event> _events = [];
    private readonly List<string> _notes = [];
    private readonly double _first;
    private readonly string? _eventStream;
    private DateTimeOffset? _begun;

    private XdfReader(string path, string? eventStream)
    {
        (_path, _eventStream) = (path, eventStream);
        Name = Path.GetFileNameWithoutExtension(path);
        using ByteReader file = new(path);
        XdfChunks.ForEach(file, (tag, end) => Take(file, tag, end), _notes);
        if (_streams.Count == 0)
            throw new InvalidDataException($"{file.Name} has no stream that can be read. {string.Join(" ", _notes)}".TrimEnd());
        foreach (XdfStream stream in _streams.Values)
            Add(stream, file);
        if (eventStream is not null && !_streams.Values.Any(s => s.Header.Name.Equals(eventStream, StringComparison.OrdinalIgnoreCase)))
            throw new InvalidDataException($"{file.Name} has no stream '{SignalNames.Shown(eventStream)}'; " +
                $"it has {SignalNames.List(_streams.Values.Select(s => s.Header.Name))}.");
        double missing = _signals.Sum(s => (double)(s.Grid.Length - s.Stream.Stamps.Count)), present = _signals.Sum(s => (double)s.Stream.Stamps.Count);
        GapLimit.Require(missing, present, file.Name);
        _events.Sort((a, b) => a.Seconds.CompareTo(b.Seconds));
        _first = _streams.Values.Where(s => s.Stamps.Count > 0).Select(s => s.Stamps[0]).DefaultIfEmpty().Min();
    }

    public string Name { get; }

    public IReadOnlyList<SignalDescription> Signals => _descriptions;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Opens a recording.</summary>
    /// <param name="path">The file.</param>
    /// <param name="eventStream">The stream whose markers are the events; null: every one that has any.</param>
    public static XdfReader Open(string path, string? eventStream = null) => new(path, eventStream);

    public SignalSamples Read(IReadOnlyList<int> signals)
    {
        double start = signals.Select(s => _signals[s].Grid.Start).DefaultIfEmpty(_first).Max();
        using ByteReader file = new(_path);
        return new SignalSamples([.. signals.Select(s => Read(file, s, start))])
        {
            Events = [.. _events.Select(e => e with { Seconds = e.Seconds - start })],
            Start = _begun?.AddSeconds(start - _first),
        };
    }

    private double[] Read(ByteReader file, int signal, double start)
    {
        (XdfStream stream, XdfGrid grid, int channel) = _signals[signal];
        double skip = Math.Round((start - grid.Start) * grid.RateHz);
        if (skip >= grid.Length)
            throw new InvalidDataException(FormattableString.Invariant(
                $"{Name}: {stream.Header.Name} ends {(skip - grid.Length) / grid.RateHz:0.#} s before another signal starts; ") +
                "they cannot be used together.");
        return grid.Place(stream.Values(file, channel), (long)skip);
    }

    private void Take(ByteReader file, XdfTag tag, long end)
    {
        switch (tag)
        {
            case XdfTag.FileHeader:
                _begun = XdfHeader.Begun(Text(file, end), file.Name);
                break;
            case XdfTag.StreamHeader:
                _streams.TryAdd(file.Int32(), new XdfStream(XdfHeader.Parse(Text(file, end), file.Name)));
                break;
            case XdfTag.Samples:
                Known(file.Int32()).AddChunk(file, end);
                break;
            case XdfTag.ClockOffset:
                XdfStream stream = Known(file.Int32());
                (double time, double offset) = (file.Double(), file.Double());
                if (Math.Abs(time) < 1e12 && Math.Abs(offset) < 1e12)
                    stream.Clocks.Add((time, offset));
                break;
            case XdfTag.Boundary or XdfTag.StreamFooter:
                break;
            default:
                throw new InvalidDataException($"chunks of kind {(int)tag} are unknown");
        }
    }

    private XdfStream Known(int id) =>
        _streams.GetValueOrDefault(id) ?? throw new InvalidDataException($"stream {(uint)id} has no header");

    private static string Text(ByteReader file, long end) => end - file.Position is >= 0 and <= MaxHeader and var length
        ? Encoding.UTF8.GetString(file.TakeAll(length))
        : throw new InvalidDataException($"a header of {end - file.Position} bytes; up to {MaxHeader} are read");

    /// <summary>Corrects a stream's clock, and makes it signals or events.</summary>
    private void Add(XdfStream stream, ByteReader file)
    {
        XdfHeader header = stream.Header;
        string name = SignalNames.Shown(header.Name);
        if (stream.Stamps.Count == 0)
        {
            _notes.Add($"Stream {name} is empty.");
            return;
        }

        if (ClockCorrection.Apply(stream.Stamps, stream.Clocks) is > 0 and var resets)
            _notes.Add($"The clock of stream {name} was set anew {(resets == 1 ? "once" : $"{resets} times")}; its time stamps are corrected for that.");
        bool hasEvents = header.IsText || header.RateHz == 0;
        if (hasEvents && _eventStream is { } wanted && !header.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            return;
        if (header.IsText)
            _events.AddRange(stream.Stamps.Zip(stream.Texts, (t, text) => new Event(t, text)));
        else if (header.RateHz == 0)
            AddValues(stream, file);
        else if (XdfGrid.Of(stream.Stamps, header.RateHz) is { } grid)
            AddSignals(stream, grid);
        else
            _notes.Add($"Stream {name} is not used: its time stamps do not run forwards at a steady rate.");
    }

    private void AddSignals(XdfStream stream, XdfGrid grid)
    {
        XdfHeader header = stream.Header;
        if (Math.Abs(grid.RateHz / header.RateHz - 1) > 0.1)
            _notes.Add(FormattableString.Invariant(
                $"Stream {SignalNames.Shown(header.Name)} came at {grid.RateHz:0.###} Hz, not at {header.RateHz} Hz as it says."));
        for (int c = 0; c < header.Channels.Count; c++)
        {
            XdfChannel channel = header.Channels[c];
            Modality? modality = ModalityNames.Recognise(channel.Label) ?? ModalityNames.Recognise(channel.Type)
                ?? ModalityNames.Recognise(header.Type) ?? ModalityNames.Recognise(header.Name);
            _signals.Add((stream, grid, c));
            _descriptions.Add(new SignalDescription(channel.Name, modality, channel.Unit.Length > 0 ? channel.Unit : null, grid.RateHz, grid.Length));
        }
    }

    private void AddValues(XdfStream stream, ByteReader file)
    {
        double[][] values = [.. stream.Header.Channels.Select((_, c) => stream.Values(file, c))];
        for (int i = 0; i < stream.Stamps.Count; i++)
            _events.Add(new Event(stream.Stamps[i], string.Join(", ", values.Select(v => v[i].ToString(CultureInfo.InvariantCulture)))));
    }
}
