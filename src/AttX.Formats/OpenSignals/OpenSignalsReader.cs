using AttX.Formats.Text;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Formats.OpenSignals;

/// <summary>OpenSignals text: one row per sample, analogue columns in counts, converted by the sensors' transfer functions.</summary>
internal sealed class OpenSignalsReader : ISignalReader
{
    private const int HeaderLines = 16;

    private readonly TextSource _source;
    private readonly OpenSignalsHeader _header;
    private readonly TransferFunction?[] _transfers;
    private readonly List<string> _notes = [];
    private readonly long _rows;

    private OpenSignalsReader(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        _source = TextSource.OfFile(path);
        _header = OpenSignalsHeader.Parse(_source.Name, _source.FirstLines(HeaderLines));
        Modality?[] modalities = [.. _header.Columns.Select(c => ModalityNames.Recognise(c.Sensor) ?? ModalityNames.Recognise(c.Label))];
        _transfers = [.. _header.Columns.Zip(modalities, (c, m) => m is { } known && c.Bits > 0 && !_header.IsConverted
            ? TransferFunction.For(c.Device, known) : null)];
        long breaks;
        (_rows, breaks) = Scan();
        if (_rows == 0)
            throw new InvalidDataException($"{_source.Name} has no samples.");
        if (breaks > 0)
            _notes.Add($"The sequence numbers break {breaks} times: samples were lost on the way from the device.");
        Signals = [.. _header.Columns.Select((c, i) => new SignalDescription(c.Name, modalities[i],
            _transfers[i]?.Unit ?? (_header.IsConverted ? c.Unit : $"counts of {c.Device}"), _header.RateHz, _rows,
            c.Device == "respiban" ? Device.Chest : null) { Axis = AxisOf(c, modalities[i]) })];
    }

    public string Name { get; }

    public IReadOnlyList<SignalDescription> Signals { get; }

    public IReadOnlyList<string> Notes => _notes;

    public static OpenSignalsReader Open(string path) => new(path);

    public SignalSamples Read(IReadOnlyList<int> signals)
    {
        double[][] samples = [.. signals.Select(_ => new double[_rows])];
        int row = 0;
        foreach (DelimitedText text in Rows())
        {
            if (row == _rows)
                throw new InvalidDataException($"{_source.Name} grew while it was read.");
            for (int i = 0; i < samples.Length; i++)
            {
                double counts = text.Number(_header.Columns[signals[i]].Column);
                samples[i][row] = _transfers[signals[i]] is { } transfer
                    ? transfer.Of(counts / (1 << _header.Columns[signals[i]].Bits)) : counts;
            }

            row++;
        }

        return new SignalSamples(samples) { Start = _header.Start };
    }

    /// <summary>Finds the axis by the label; else as many sensors of one kind as there are axes, in order: "XYZ", "XYZ", "XYZ".</summary>
    private int? AxisOf(AnalogColumn column, Modality? modality)
    {
        if (modality is not { } known || known.Info().Axes.Count == 1)
            return null;
        AnalogColumn[] alike = [.. _header.Columns.Where(c => c.Device == column.Device && c.Sensor == column.Sensor)];
        return AxisNames.AxisOf(column.Label, known) ?? (alike.Length == known.Info().Axes.Count ? Array.IndexOf(alike, column) : null);
    }

    /// <summary>Counts the rows, and the sequence numbers that do not follow the one before (0 follows any: counters wrap).</summary>
    private (long Rows, long Breaks) Scan()
    {
        (long rows, long breaks) = (0, 0);
        double[] last = new double[_header.Sequences.Count];
        foreach (DelimitedText text in Rows())
        {
            for (int i = 0; i < last.Length; i++)
            {
                (int column, int modulus) = _header.Sequences[i];
                double number = text.Number(column), expected = modulus > 0 ? (last[i] + 1) % modulus : last[i] + 1;
                breaks += rows > 0 && number != expected && (modulus > 0 || number != 0) ? 1 : 0;
                last[i] = number;
            }

            rows++;
        }

        return (rows, breaks);
    }

    private IEnumerable<DelimitedText> Rows() => DelimitedText.Rows(_source, '\t', 0, _header.Width);
}
