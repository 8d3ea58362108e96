using AttX.Formats.Binary;
using AttX.Signals;

namespace AttX.Formats.AcqKnowledge;

/// <summary>BIOPAC AcqKnowledge files, versions 3 to 5, compressed or not; each channel at its own rate, with event markers.</summary>
internal sealed class AcqReader : ISignalReader
{
    private readonly string _path;
    private readonly AcqHeader _header;
    private readonly AcqMarkers _markers;
    private readonly IReadOnlyList<AcqChannel> _channels;
    private readonly List<string> _notes = [];

    private AcqReader(string path)
    {
        _path = path;
        Name = Path.GetFileNameWithoutExtension(path);
        using ByteReader file = new(path);
        _header = AcqHeader.Read(file);
        _channels = AcqInterleaving.LeaveOutBrokenEnd(_header);
        if (!_channels.Any(c => c.Used > 0))
            throw new InvalidDataException($"{file.Name} has no samples.");
        if (_header.IsCompressed)
        {
            _markers = AcqMarkers.Read(file, _header);
            _channels = [.. AcqPacking.Locate(file, _header, _markers.Events.Count).Zip(_channels, (packed, c) => packed with { Used = c.Used })];
        }
        else
        {
            RequireWhole(file);
            file.Skip(_header.Channels.Sum(c => c.Bytes));
            _markers = MarkersBehind(file);
        }

        if (_markers.Note is { } odd)
            _notes.Add(odd);
        if (_channels.Max(c => (c.Points - c.Used) * c.Divider * _header.SampleSeconds) is > 0 and var seconds)
            _notes.Add(FormattableString.Invariant($"The last {seconds:0.##} s are left out: versions before 3.9 wrote channels of different rates wrongly there."));
        Signals = [.. _channels.Select(c => new SignalDescription(c.Name, ModalityNames.Recognise(c.Name), c.Unit.Length > 0 ? c.Unit : null,
            1 / (_header.SampleSeconds * c.Divider), c.Used))];
    }

    public string Name { get; }

    public IReadOnlyList<SignalDescription> Signals { get; }

    public IReadOnlyList<string> Notes => _notes;

    public static AcqReader Open(string path) => new(path);

    public SignalSamples Read(IReadOnlyList<int> signals)
    {
        using ByteReader file = new(_path) { IsBigEndian = _header.IsBigEndian };
        file.Position = _header.DataOffset;
        double[][] samples = _header.IsCompressed
            ? [.. signals.Select(s => AcqPacking.Unpack(file, _channels[s]))]
            : AcqInterleaving.Read(file, _channels, signals);
        return new SignalSamples(samples) { Events = _markers.Events, Start = _markers.Start };
    }

    private void RequireWhole(ByteReader file)
    {
        long announced = _header.Channels.Sum(c => c.Bytes);
        if (announced > file.Remaining)
            throw new InvalidDataException($"{file.Name} is truncated: its samples have {announced} bytes from byte {_header.DataOffset} on, " +
                $"{file.Remaining} are there.");
    }

    /// <summary>The samples are whole, whatever became of what is behind them.</summary>
    private AcqMarkers MarkersBehind(ByteReader file)
    {
        try
        {
            return AcqMarkers.Read(file, _header);
        }
        catch (InvalidDataException e)
        {
            _notes.Add($"The event markers are not used: {e.Message}");
            return new AcqMarkers([], null, null);
        }
    }
}
