using AttX.Signals;
using Microsoft.Win32.SafeHandles;

namespace AttX.Formats.Edf;

/// <summary>
/// EDF, EDF+ and BDF, continuous or not; each signal at its own rate. Reads only the requested signals' part of each record.
/// </summary>
internal sealed class EdfReader : ISignalReader
{
    // Beyond it, samples could not be numbered; gaps are limited far below.
    private const double LatestSample = 1e15;

    private readonly string _path;
    private readonly EdfHeader _header;
    private readonly double[]? _onsets;
    private readonly EdfSignal[] _signals;

    private EdfReader(string path)
    {
        _path = path;
        Name = Path.GetFileNameWithoutExtension(path);
        string file = Path.GetFileName(path);
        using (FileStream stream = File.OpenRead(path))
        {
            _header = EdfHeader.Read(stream, file);
            _onsets = _header.IsDiscontinuous ? EdfTimekeeping.Onsets(stream.SafeFileHandle, _header, file) : null;
            long rest = stream.Length - _header.HeaderBytes - _header.Records * _header.RecordBytes;
            Notes = rest == 0 ? [] : [$"{rest} bytes after the last data record are not used."];
        }

        _signals = [.. _header.Signals.Where(s => !s.IsAnnotations)];
        double present = _signals.Sum(s => (double)_header.Records * s.SamplesPerRecord), length = _signals.Sum(s => (double)LengthOf(s));
        GapLimit.Require(length - present, present, file);
        Signals = [.. _signals.Select(s => new SignalDescription(s.Label, ModalityNames.Recognise(s.Label),
            s.Unit.Length > 0 ? s.Unit : null, s.SamplesPerRecord / _header.RecordSeconds, LengthOf(s)))];
    }

    public string Name { get; }

    public IReadOnlyList<SignalDescription> Signals { get; }

    public IReadOnlyList<string> Notes { get; }

    public static EdfReader Open(string path) => new(path);

    public SignalSamples Read(IReadOnlyList<int> signals)
    {
        using SafeFileHandle file = File.OpenHandle(_path);
        return new SignalSamples([.. signals.Select(s => Read(file, _signals[s]))])
        {
            Events = EdfAnnotations.Read(file, _header),
            Start = _header.Start,
        };
    }

    private double[] Read(SafeFileHandle file, EdfSignal signal)
    {
        double gain = signal.Gain($"{Name}: {signal.Label}");
        long length = LengthOf(signal);
        if (length > Array.MaxLength)
            throw new InvalidDataException($"{Name}: {signal.Label} has {length} samples, which is too many.");
        double[] samples = new double[length];
        samples.AsSpan().Fill(double.NaN);
        byte[] piece = new byte[signal.SamplesPerRecord * _header.SampleBytes];
        for (long record = 0; record < _header.Records; record++)
        {
            ReadPiece(file, piece, _header.HeaderBytes + record * _header.RecordBytes + signal.Offset);
            Span<double> target = samples.AsSpan((int)StartOf(record, signal), signal.SamplesPerRecord);
            for (int i = 0; i < target.Length; i++)
                target[i] = (Code(piece, i) - signal.DigitalMin) * gain + signal.PhysicalMin;
        }

        return samples;
    }

    /// <summary>Returns the index of a record's first sample on the signal's grid.</summary>
    private long StartOf(long record, EdfSignal signal)
    {
        if (_onsets is null)
            return record * signal.SamplesPerRecord;
        double start = Math.Round(_onsets[record] / _header.RecordSeconds * signal.SamplesPerRecord);
        return start < LatestSample ? (long)start : throw new InvalidDataException(FormattableString.Invariant(
            $"{Name}: record {record + 1} begins {_onsets[record]:G6} s after the first, as no recording does: its onset is damaged."));
    }

    private long LengthOf(EdfSignal signal) => StartOf(_header.Records - 1, signal) + signal.SamplesPerRecord;

    private void ReadPiece(SafeFileHandle file, Span<byte> piece, long offset)
    {
        while (piece.Length > 0)
        {
            int read = RandomAccess.Read(file, piece, offset);
            if (read == 0)
                throw new InvalidDataException($"{Name} shrank while it was read.");
            piece = piece[read..];
            offset += read;
        }
    }

    /// <summary>Reads a little-endian code of two or three bytes.</summary>
    private double Code(ReadOnlySpan<byte> piece, int i) => _header.SampleBytes == 2
        ? (short)(piece[2 * i] | piece[2 * i + 1] << 8)
        : (piece[3 * i] << 8 | piece[3 * i + 1] << 16 | piece[3 * i + 2] << 24) >> 8;
}
