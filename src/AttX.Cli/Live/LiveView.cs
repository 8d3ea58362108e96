using System.Globalization;
using AttX.Cli.Shell;
using AttX.Signals.Modalities;
using AttX.Streaming;
using AttX.Streaming.Sources;
using Spectre.Console;

namespace AttX.Cli.Live;

/// <summary>Shows a stream on a terminal: the signals' last seconds, the probability over time, the latest estimate, and losses.</summary>
/// <param name="console">The terminal.</param>
/// <param name="name">The source's name.</param>
/// <param name="channels">The channels received.</param>
/// <param name="positive">The class whose probability is drawn.</param>
/// <param name="log">Receives the warnings too; the view itself has room for the latest.</param>
internal sealed class LiveView(IAnsiConsole console, string name, IReadOnlyList<ChannelRate> channels, string positive, TextWriter? log = null) : IStreamView
{
    private const int ShownSeconds = 10, KeptWindows = 500, KeptWarnings = 3, LabelWidth = 14;
    private const string Levels = "▁▂▃▄▅▆▇█";

    private readonly Queue<double>[] _signals = [.. channels.Select(_ => new Queue<double>())];
    private readonly Queue<float> _course = new();
    private readonly Queue<string> _warnings = new();
    private Estimate? _latest;
    private (int Width, int Height) _size;
    private int _drawn;

    public async Task Show(Func<Task> run)
    {
        console.Cursor.Hide();
        try
        {
            await run().ConfigureAwait(false);
        }
        finally
        {
            console.Cursor.Show();
        }
    }

    public void Add(SampleChunk chunk)
    {
        for (int i = 0; i < channels.Count; i++)
            if (channels[i].Modality == chunk.Modality)
                for (int sample = 0; sample < chunk.Count; sample++)
                    Keep(_signals[i], Shown(chunk.Samples.AsSpan(sample * chunk.Axes, chunk.Axes)), ShownSeconds * channels[i].SamplingRateHz);
    }

    /// <summary>Returns the sample; for several axes, its magnitude.</summary>
    private static double Shown(ReadOnlySpan<double> sample)
    {
        double power = 0;
        foreach (double x in sample)
            power += x * x;
        return sample.Length == 1 ? sample[0] : Math.Sqrt(power);
    }

    public void Add(Estimate estimate, StreamCounters counters)
    {
        _latest = estimate;
        Keep(_course, estimate.Probability ?? float.NaN, KeptWindows);
    }

    public void Warn(string warning)
    {
        log?.WriteLine(warning);
        lock (_warnings)
            Keep(_warnings, warning, KeptWarnings);
    }

    public void Refresh(StreamCounters counters)
    {
        (int Width, int Height) size = (console.Profile.Width, console.Profile.Height);
        if (_drawn > 0 && _size != size)
            console.Clear(); // what was drawn for another width has been wrapped
        else if (_drawn > 0)
        {
            console.Write(new ControlCode("\r")); // an echoed ^C has moved the cursor
            console.Cursor.MoveUp(_drawn);
        }

        Text[] lines = [.. Draw(counters, size.Width - 1).Take(size.Height - 1)];
        console.Write(new Rows(lines));
        (_size, _drawn) = (size, lines.Length);
    }

    /// <summary>Returns the view's lines, of a given width.</summary>
    private IEnumerable<Text> Draw(StreamCounters counters, int width)
    {
        int room = Math.Max(width - LabelWidth - 1, 1);
        var lines = new List<(string Label, string Text, Color Color)> { ("attx stream", name, Color.Default) };
        for (int i = 0; i < channels.Count; i++)
            lines.Add((Line($"{StreamCounters.NameOf(channels[i].Modality)}, {ShownSeconds} s"), Sparkline(_signals[i], room), Color.Teal));
        lines.Add(($"{positive}, 0 to 1", Course(room), Color.Olive));
        lines.AddRange(Now().Select(line => (line.Label, line.Text, Color.Default)));
        lines.AddRange(counters.Summary().Select(line => ("", line, Color.Grey)));
        lock (_warnings)
            lines.AddRange(_warnings.Select(warning => ("warning", warning, Color.Maroon)));
        return lines.Select(line => new Text(Fit(PlainText.Of($"{line.Label,-LabelWidth} {line.Text}"), width), new Style(line.Color)));
    }

    private IEnumerable<(string Label, string Text)> Now()
    {
        if (_latest is not { } e)
            return [("now", "waiting for the first window")];
        string what = e.Probability is { } p ? Line($"{(e.IsAlarm == true ? "ALARM: " : "")}{LineView.NameOf(e)}, p({positive}) {100 * p:0.0} %, {(e.Sensors is { } sensors ? $"from {SensorNames.Of(sensors)}" : "quality good")}")
            : $"no estimate: {string.Join(", ", StreamCounters.Reasons(e))}";
        return
        [
            ("now", Line($"{e.StartSeconds:0.0} to {e.EndSeconds:0.0} s: {what}")),
            ("theta", e.Attention.Count > 0 ? LineView.Attention(e) : "none"),
            ("latency", Line($"{e.Latency.TotalMilliseconds:0.0} ms")),
        ];
    }

    /// <summary>Draws one column per window; a dot marks a missing estimate.</summary>
    private string Course(int width) =>
        string.Concat(_course.TakeLast(width).Select(p => float.IsNaN(p) ? '·' : Level(p)));

    /// <summary>Draws the signal between its extremes; each column shows its largest sample, so that no beat is lost.</summary>
    private static string Sparkline(Queue<double> signal, int width)
    {
        double[] x = [.. signal];
        double[] columns = [.. Enumerable.Range(0, Math.Min(width, x.Length)).Select(c => Largest(x, c, Math.Min(width, x.Length)))];
        double[] known = [.. columns.Where(double.IsFinite).DefaultIfEmpty()];
        (double low, double high) = (known.Min(), known.Max());
        return string.Concat(columns.Select(v => !double.IsFinite(v) ? ' ' : high > low ? Level((v - low) / (high - low)) : Levels[0]));
    }

    private static double Largest(double[] x, int column, int columns)
    {
        int from = (int)((long)column * x.Length / columns), to = (int)((column + 1L) * x.Length / columns);
        return x[from..to].Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
    }

    private static char Level(double share) => Levels[Math.Clamp((int)(share * Levels.Length), 0, Levels.Length - 1)];

    private static string Fit(string line, int width) => line.Length <= width ? line.PadRight(width) : line[..Math.Max(0, width - 1)] + "…";

    private static void Keep<T>(Queue<T> queue, T item, int count)
    {
        queue.Enqueue(item);
        while (queue.Count > count)
            queue.Dequeue();
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
