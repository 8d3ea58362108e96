using AttX.Signals;

namespace AttX.Formats.Csv;

/// <summary>One recording as a folder of CSV tables, one for each sampling rate. All signals start where the table that starts last does.</summary>
internal sealed class CsvFolderReader : ISignalReader
{
    private readonly IReadOnlyList<CsvReader> _tables;
    private readonly (CsvReader Table, int Signal)[] _signals;
    private readonly double _start;

    private CsvFolderReader(string path, FormatOptions options)
    {
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        string[] files = [.. Directory.EnumerateFiles(path, "*.csv").Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new InvalidDataException($"{path} has no CSV file.");
        _tables = [.. files.Select(file => CsvReader.Open(file, options))];
        _start = _tables.Max(t => t.FirstSeconds);
        _signals = [.. _tables.SelectMany(t => t.Signals.Select((_, i) => (t, i)))];
        Signals = [.. _signals.Select(s => s.Table.Signals[s.Signal] is var signal && Skipped(s.Table, signal) is var skipped && skipped < signal.Samples
            ? signal with { Samples = signal.Samples - skipped }
            : throw new InvalidDataException($"{Name}: {s.Table.Name} ends before another table starts; they are not one recording."))];
        Notes = [.. _tables.SelectMany(t => t.Notes).Distinct()];
    }

    public string Name { get; }

    public IReadOnlyList<SignalDescription> Signals { get; }

    public IReadOnlyList<string> Notes { get; }

    public static CsvFolderReader Open(string path, FormatOptions options) => new(path, options);

    public SignalSamples Read(IReadOnlyList<int> signals)
    {
        double[][] samples = new double[signals.Count][];
        DateTimeOffset? start = null;
        foreach (IGrouping<CsvReader, int> table in Enumerable.Range(0, signals.Count).GroupBy(i => _signals[signals[i]].Table))
        {
            SignalSamples read = table.Key.Read([.. table.Select(i => _signals[signals[i]].Signal)]);
            foreach ((int k, int i) in table.Index())
                samples[i] = Skipped(table.Key, table.Key.Signals[0]) is > 0 and var skipped ? read.Samples[k][skipped..] : read.Samples[k];
            start ??= read.Start + TimeSpan.FromSeconds(_start - table.Key.FirstSeconds);
        }

        return new SignalSamples(samples) { Start = start };
    }

    private int Skipped(CsvReader table, SignalDescription signal) =>
        (int)Math.Min(int.MaxValue, Math.Round((_start - table.FirstSeconds) * signal.SamplingRateHz));
}
