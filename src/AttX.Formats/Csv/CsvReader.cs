using AttX.Formats.Text;
using AttX.Signals;

namespace AttX.Formats.Csv;

/// <summary>
/// Delimited text, one column per signal: comma, semicolon, tab or bar; decimal comma where commas do not separate; a header with or
/// without units. Two passes: the first finds rate and gaps from the time column, the second keeps the requested columns.
/// </summary>
internal sealed class CsvReader : ISignalReader
{
    private static readonly string[] TimeNames = ["time", "timestamp", "timestamps", "t", "datetime", "seconds", "unix"];

    private readonly TextSource _source;
    private readonly CsvLayout _layout;
    private readonly int[] _columns;
    private readonly RowGrid _grid;
    private readonly int _texts = -1;
    private readonly List<string> _notes = [];
    private DateTimeOffset? _start;

    private CsvReader(string path, FormatOptions options, bool isArrival)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        _source = TextSource.OfFile(path);
        _layout = CsvLayout.Of(_source);
        int time = TimeColumn(options);
        if (options.RateHz is { } given && !(given > 0 && given <= IntegerRate.MaxHz))
            throw new InvalidDataException(FormattableString.Invariant(
                $"--rate must be above 0 and at most {IntegerRate.MaxHz} Hz, got {given}."));
        if (options.RateHz is null && time < 0)
            throw new InvalidDataException($"{_source.Name} has no column of time stamps that is known as such, among " +
                $"{SignalNames.List(_layout.Names)}; give --time-column NAME or --rate HZ.");
        _grid = options.RateHz is { } rate ? RowGrid.Uniform(rate, CountRows()) : GridOf(time, options, isArrival);
        if (options.RateHz is not null && time >= 0)
            _notes.Add("The time stamps are not looked at, as a rate is given.");
        if (_grid.Length is 0 or > int.MaxValue / 2)
            throw new InvalidDataException($"{_source.Name} has {_grid.Length} rows.");
        if (_grid.Repeated.Count > 0)
            _notes.Add($"Rows that repeat a time stamp are left out: {_grid.Repeated.Count}.");
        _columns = [.. Enumerable.Range(0, _layout.Names.Count).Where(c => c != time)];
        Signals = [.. _columns.Select(c => new SignalDescription(
            _layout.Names[c], ModalityNames.Recognise(_layout.Names[c]), _layout.Units[c], _grid.RateHz, _grid.Length))];
        if (options.EventColumn is { } events)
            _texts = SignalNames.Find([.. Signals.Select(s => s.Name)], events, $"{_source.Name} has no column '{events}'");
    }

    public string Name { get; }

    public IReadOnlyList<SignalDescription> Signals { get; }

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The first time stamp in seconds; 0 without time stamps.</summary>
    public double FirstSeconds { get; private set; }

    /// <summary>Opens a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What it does not say.</param>
    /// <param name="isArrival">Whether its time stamps say when rows arrived, see <see cref="RowClock.IsArrival"/>.</param>
    public static CsvReader Open(string path, FormatOptions options, bool isArrival = false) => new(path, options, isArrival);

    /// <summary>The names of a table's columns.</summary>
    public static IReadOnlyList<string> ColumnsOf(string path) => CsvLayout.Of(TextSource.OfFile(path)).Names;

    public SignalSamples Read(IReadOnlyList<int> signals)
    {
        double[][] samples = [.. signals.Select(_ => new double[_grid.Length])];
        foreach (double[] s in samples)
            s.AsSpan().Fill(double.NaN);
        List<string> texts = [];
        using IEnumerator<long> positions = _grid.Positions().GetEnumerator();
        foreach (DelimitedText row in Rows())
        {
            positions.MoveNext();
            if (positions.Current >= _grid.Length)
                throw new InvalidDataException($"{_source.Name} grew while it was read.");
            for (int i = 0; i < samples.Length && positions.Current >= 0; i++)
                samples[i][positions.Current] = signals[i] == _texts ? CodeOf(row.Field(_columns[_texts]), texts) : row.Number(_columns[signals[i]]);
        }

        return new SignalSamples(samples) { Start = _start, Texts = _texts < 0 ? null : texts };
    }

    private double CodeOf(string text, List<string> texts)
    {
        if (text.Length == 0)
            return double.NaN;
        int code = texts.IndexOf(text);
        if (code >= 0)
            return code;
        texts.Add(text);
        return texts.Count <= ColumnEvents.MaxValues ? texts.Count - 1 : throw ColumnEvents.TooMany($"{_source.Name}: {Signals[_texts].Name}");
    }

    private int TimeColumn(FormatOptions options)
    {
        if (options.TimeColumn is { } wanted)
            return SignalNames.Find(_layout.Names, wanted, $"{_source.Name} has no column '{wanted}'");
        return Enumerable.Range(0, _layout.Names.Count)
            .FirstOrDefault(c => TimeNames.Contains(FirstWord(_layout.Names[c]), StringComparer.OrdinalIgnoreCase), -1);
    }

    /// <summary>"time" of "time_s" and of "Time [ms]".</summary>
    private static string FirstWord(string name) => name.Split(' ', '_', '(', '[', '/', ':', ',')[0];

    private RowGrid GridOf(int time, FormatOptions options, bool isArrival)
    {
        RowClock clock = new(_source.Name, Math.Max(1, _layout.Names.Count - 1)) { IsArrival = isArrival };
        TimeStamp? stamp = null;
        bool first = true;
        foreach (DelimitedText row in Rows())
        {
            string text = time < row.Count ? row.Field(time) : "";
            stamp ??= TimeStamp.Of(options.TimeUnit ?? _layout.Units[time], text, $"{_source.Name}: the column {_layout.Names[time]}");
            double seconds = stamp.Seconds(text, TimeStamp.IsDate(text) ? 0 : row.Number(time));
            _start ??= TimeStamp.Moment(seconds);
            FirstSeconds = first ? seconds : FirstSeconds;
            first = false;
            clock.Add(seconds, row.Line);
        }

        if (stamp?.Note is { } note)
            _notes.Add(note);
        return clock.Finish();
    }

    private long CountRows() => Rows().LongCount();

    private IEnumerable<DelimitedText> Rows() => DelimitedText.Rows(_source, _layout.Delimiter, _layout.HeaderRows, _layout.Names.Count);
}
