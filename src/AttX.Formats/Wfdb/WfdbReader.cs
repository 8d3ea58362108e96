using AttX.Signals;
using Microsoft.Win32.SafeHandles;

namespace AttX.Formats.Wfdb;

/// <summary>
/// WFDB (PhysioNet): a header and its signal files in formats 16 and 212. Signals of one file are interleaved by frame. Reads block by
/// block, and verifies the header's checksums.
/// </summary>
internal sealed class WfdbReader : ISignalReader
{
    /// <summary>Number of samples per block; even, as format 212 has pairs.</summary>
    private const int BlockSamples = 1 << 16;

    private readonly string _folder;
    private readonly WfdbHeader _header;
    private readonly long _frames;
    private readonly string? _annotations;

    private WfdbReader(string path, string? annotations)
    {
        _annotations = annotations;
        Name = Path.GetFileNameWithoutExtension(path);
        bool isHeader = Path.GetExtension(path).Equals(".hea", StringComparison.OrdinalIgnoreCase);
        string header = isHeader ? path : Path.ChangeExtension(path, ".hea");
        if (!File.Exists(header))
            throw new FileNotFoundException($"{path} needs its header {Path.GetFileName(header)} beside it.", header);
        _folder = Path.GetDirectoryName(Path.GetFullPath(header))!;
        _header = WfdbHeader.Read(header);
        _frames = _header.Frames > 0 ? _header.Frames : FilesOf(_header).Min(f => FramesIn(f.Key));
        if (_frames == 0)
            throw new InvalidDataException($"{Name} has no samples.");
        foreach (IGrouping<string, WfdbSignal> file in FilesOf(_header))
            RequireWhole(file.Key);
        Signals = [.. _header.Signals.Select(s => new SignalDescription(s.Description, ModalityNames.Recognise(s.Description),
            s.Gain == 0 ? null : s.Unit, _header.FrameRateHz * s.SamplesPerFrame, _frames * s.SamplesPerFrame))];
        Notes = [.. _header.Signals.Where(s => s.Gain == 0).Select(s =>
            $"{s.Description} was not calibrated; WFDB takes 200 steps for 1 mV then, which --unit ecg=mV accepts.")];
    }

    public string Name { get; }

    public IReadOnlyList<SignalDescription> Signals { get; }

    public IReadOnlyList<string> Notes { get; }

    /// <summary>Opens a record.</summary>
    /// <param name="path">Its header, or a signal file beside it.</param>
    /// <param name="annotations">The extension of the annotation file to read its events from; null: none.</param>
    public static WfdbReader Open(string path, string? annotations = null) => new(path, annotations);

    public SignalSamples Read(IReadOnlyList<int> signals) => new([.. signals.Select(s => Read(_header.Signals[s]))])
    {
        Events = _annotations is null ? [] : WfdbAnnotations.Read(Path.Combine(_folder, $"{Name}.{_annotations}"), _header.FrameRateHz),
    };

    private static IEnumerable<IGrouping<string, WfdbSignal>> FilesOf(WfdbHeader header) => header.Signals.GroupBy(s => s.File);

    private WfdbSignal[] SignalsIn(string file) => [.. _header.Signals.Where(s => s.File == file)];

    private long FrameSamples(string file) => SignalsIn(file).Sum(s => (long)s.SamplesPerFrame);

    private long FramesIn(string file)
    {
        WfdbSignal first = SignalsIn(file)[0];
        long bytes = Math.Max(0, LengthOf(file) - first.ByteOffset);
        return (first.Format == 16 ? bytes / 2 : bytes / 3 * 2 + bytes % 3 / 2) / FrameSamples(file);
    }

    private long LengthOf(string file)
    {
        string path = Path.Combine(_folder, file);
        return File.Exists(path) ? new FileInfo(path).Length
            : throw new FileNotFoundException($"{Name}: the signal file {file} is not beside the header.", path);
    }

    private void RequireWhole(string file)
    {
        WfdbSignal[] signals = SignalsIn(file);
        if (signals.Any(s => s.Format != signals[0].Format || s.ByteOffset != signals[0].ByteOffset))
            throw new InvalidDataException($"{Name}: {file} holds signals in different formats or at different offsets.");
        if (FramesIn(file) is var present && present < _frames)
            throw new InvalidDataException($"{file} is truncated: {_frames - present} of {_frames} frames are missing.");
    }

    private double[] Read(WfdbSignal signal)
    {
        long length = _frames * signal.SamplesPerFrame;
        if (length > Array.MaxLength)
            throw new InvalidDataException($"{Name}: {signal.Description} has {length} samples, which is too many.");
        double[] samples = new double[length];
        samples.AsSpan().Fill(double.NaN);
        long skew = (long)signal.Skew * signal.SamplesPerFrame, position = 0;
        short sum = 0;
        foreach (int code in Codes(signal))
        {
            sum += (short)code;
            if (position == 0 && signal is { Skew: 0, InitialValue: { } initial, Checksum: not null } && code != initial)
                throw new InvalidDataException($"{Name}: {signal.Description} begins with {code}, not with {initial} as its header says; " +
                    $"{signal.File} is damaged, or another record's.");
            if (position >= skew)
                samples[position - skew] = signal.Value(code);
            position++;
        }

        // The checksum covers the samples as a reader gets them: it cannot be verified for skewed signals, nor for a part of the samples.
        if (signal is { Skew: 0, Checksum: { } checksum } && _header.Frames > 0 && sum != (short)checksum)
            throw new InvalidDataException($"{Name}: the samples of {signal.Description} add up to {sum}, not to {(short)checksum} " +
                $"as its header says; {signal.File} is damaged.");
        return samples;
    }

    /// <summary>Extracts the signal's codes in order of time, from each frame.</summary>
    private IEnumerable<int> Codes(WfdbSignal signal)
    {
        long frame = FrameSamples(signal.File);
        long before = SignalsIn(signal.File).TakeWhile(s => !ReferenceEquals(s, signal)).Sum(s => (long)s.SamplesPerFrame);
        using SafeFileHandle file = File.OpenHandle(Path.Combine(_folder, signal.File));
        int[] block = new int[BlockSamples];
        byte[] bytes = new byte[BlockSamples * 2];
        for (long start = 0, end = _frames * frame; start < end; start += BlockSamples)
        {
            int count = (int)Math.Min(BlockSamples, end - start);
            ReadBlock(file, signal, start, block.AsSpan(0, count), bytes);
            for (int i = 0; i < count; i++)
                if ((start + i) % frame - before is >= 0 and var turn && turn < signal.SamplesPerFrame)
                    yield return block[i];
        }
    }

    private static void ReadBlock(SafeFileHandle file, WfdbSignal signal, long start, Span<int> codes, byte[] buffer)
    {
        bool isPaired = signal.Format == 212;
        Span<byte> bytes = buffer.AsSpan(0, isPaired ? (codes.Length * 3 + 1) / 2 : codes.Length * 2);
        long offset = signal.ByteOffset + (isPaired ? start / 2 * 3 : start * 2);
        for (int done = 0, read; done < bytes.Length; done += read)
            if ((read = RandomAccess.Read(file, bytes[done..], offset + done)) == 0)
                throw new InvalidDataException($"{signal.File} shrank while it was read.");
        for (int i = 0; i < codes.Length; i++)
            codes[i] = isPaired ? Paired(bytes, i) : (short)(bytes[2 * i] | bytes[2 * i + 1] << 8);
    }

    /// <summary>Decodes format 212: two codes of 12 bits in three bytes, their high bits together in the middle one.</summary>
    private static int Paired(ReadOnlySpan<byte> bytes, int i)
    {
        int pair = i / 2 * 3, code = i % 2 == 0
            ? bytes[pair] | (bytes[pair + 1] & 0x0F) << 8
            : bytes[pair + 2] | (bytes[pair + 1] & 0xF0) << 4;
        return code << 20 >> 20;
    }
}
