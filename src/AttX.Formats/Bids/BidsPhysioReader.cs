using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Formats.Bids;

/// <summary>
/// A physiological recording of the Brain Imaging Data Structure: <c>…_physio.tsv.gz</c>, described by the <c>_physio.json</c> files beside it and in
/// the folders above. Its rows are evenly spaced; n/a is a missing sample.
/// </summary>
internal sealed class BidsPhysioReader : ISignalReader
{
    private readonly PhysioTable _table;
    private readonly long _rows;

    private BidsPhysioReader(string path)
    {
        Name = Path.GetFileName(path).Split('.')[0];
        BidsSidecar sidecar = BidsSidecar.Read(path);
        _table = new PhysioTable(path, sidecar.Columns.Count, sidecar.File);
        _rows = _table.ForEach();
        if (_rows is 0 or > int.MaxValue / 2)
            throw new InvalidDataException($"{Path.GetFileName(path)} has {_rows} rows.");
        Signals = [.. sidecar.Columns.Select(c => new SignalDescription(c.Name, ModalityOf(c), c.Units, sidecar.SamplingRateHz, _rows))];
        UnitAdvice = $"state the column's Units in {sidecar.File}";
    }

    public string Name { get; }

    public IReadOnlyList<SignalDescription> Signals { get; }

    public IReadOnlyList<string> Notes => [];

    public string UnitAdvice { get; }

    /// <summary>Returns whether a file has the name of such a recording.</summary>
    public static bool Recognises(FormatProbe probe) => !probe.IsFolder
        && BidsName.Parse(Path.GetFileName(probe.Path)) is { Suffix: "physio", Extension: ".tsv.gz" or ".tsv" };

    public static BidsPhysioReader Open(string path) => new(path);

    public SignalSamples Read(IReadOnlyList<int> signals)
    {
        double[][] samples = [.. signals.Select(_ => new double[_rows])];
        _table.ForEach((index, row) =>
        {
            if (index >= _rows)
                throw new InvalidDataException($"{Name} grew while it was read.");
            for (int i = 0; i < samples.Length; i++)
                samples[i][index] = _table.Number(row, signals[i], index);
        });
        return new SignalSamples(samples);
    }

    /// <summary>The standard's own name "cardiac" may be an electrocardiogram or a pulse: the column's description or unit decides.</summary>
    private static Modality? ModalityOf(BidsColumn column)
    {
        if (ModalityNames.Recognise(column.Name) is { } named)
            return named;
        if (ModalityNames.Recognise(column.Description) is { } described)
            return described;
        if (!column.Name.StartsWith("cardiac", StringComparison.OrdinalIgnoreCase))
            return null;
        if (Says("electrocardio") || (column.Units is { } unit && Units.IsUnitOf(Modality.Ecg, unit)))
            return Modality.Ecg;
        return Says("pleth") || Says("pulse") || Says("oximet") ? Modality.Bvp : null;

        bool Says(string word) => column.Description.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
