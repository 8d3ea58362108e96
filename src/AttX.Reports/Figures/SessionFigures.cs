using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Signals;
using AttX.Signals.Features.Heart;
using AttX.Signals.Features.Skin;
using AttX.Signals.Modalities;
using AttX.Signals.Quality;

namespace AttX.Reports.Figures;

/// <summary>A recording before any training: the whole session, and excerpts with heart beats and skin conductance responses marked.</summary>
internal static class SessionFigures
{
    private const int Columns = 1000;
    private const double BeatsSeconds = 15, ResponsesSeconds = 120;

    /// <summary>The quality of a recording is checked in windows of 10 s with half overlap, at a rate that all starts are a multiple of.</summary>
    private static readonly WindowSpec s_checks = new(4, 10, 0.5);

    /// <summary>Draws every signal, heart rate and tonic skin conductance over the session, with labels beneath and bad windows shaded.</summary>
    public static Markup Session(Recording recording)
    {
        var chart = new SignalChart($"Session, {recording.Subject}", "The signals as recorded, with what is computed from them, the conditions beneath, and shaded where the quality is bad.",
            0, recording.Channels.Max(c => c.DurationSeconds),
            [.. recording.Channels.Select(Signal), .. recording.Channels.Select(Course).OfType<SignalPanel>()])
        {
            Width = 960,
            Labels = [.. recording.Labels.Runs().Where(run => run.Label != null)
                .Select(run => new LabelBand(run.Start / (double)recording.Labels.SamplingRateHz, run.End / (double)recording.Labels.SamplingRateHz, run.Label!))],
            LabelTitle = "Condition",
            Shaded = [.. Bad(recording)],
        };
        return Figure.Of(chart.ToMarkup(), "Shaded: windows of 10 s of bad signal quality in any signal (the reason shows under the pointer).");
    }

    /// <summary>Draws the middle of a channel with its beats or responses marked; null for one that has neither.</summary>
    public static Markup? Excerpt(Channel channel)
    {
        (string name, double length, double[] events) = channel.Modality.Info().IsCardiac ? ("beats", BeatsSeconds, BeatDetector.Detect(channel))
            : channel.Modality == Modality.Eda ? ("responses", ResponsesSeconds, [.. SkinSignal.Of(channel)?.Responses.Select(r => r.PeakSeconds) ?? []]) : ("", 0, []);
        if (name.Length == 0)
            return null;
        double start = Math.Max(0, (channel.DurationSeconds - length) / 2), end = Math.Min(channel.DurationSeconds, start + length);
        int first = (int)(start * channel.SamplingRateHz), last = (int)(end * channel.SamplingRateHz);
        ChartPoint[] line = [.. Enumerable.Range(first, last - first).Select(i => new ChartPoint(i / (double)channel.SamplingRateHz, channel.Samples[i]))];
        // A gap after each point, so that markers are not joined.
        ChartPoint[] marks = [.. events.Where(t => t >= start && t < end).SelectMany(t => (ChartPoint[])[new(t, At(channel, t)), new(double.NaN, double.NaN)])];
        ModalityInfo info = channel.Modality.Info();
        var chart = new SignalChart($"{info.Label} with {name}", $"A part of the signal with the detected {name} marked.", start, end,
            [new SignalPanel(Axis.Over(info.Label, info.Unit, line.Select(p => p.Y)), [new LineSeries(info.Label, line), new LineSeries(name, marks) { Markers = true }])])
        {
            Width = 960,
            PanelHeight = 140,
        };
        return Figure.Of(chart.ToMarkup(), $"{info.Label} in the middle of the session, with the detected {name}.");
    }

    private static double At(Channel channel, double seconds) =>
        channel.Samples[Math.Clamp((int)Math.Round(seconds * channel.SamplingRateHz), 0, channel.Length - 1)];

    /// <summary>Alternates the lowest and highest samples, so that dense signals become a band.</summary>
    private static SignalPanel Signal(Channel channel, int style)
    {
        SignalEnvelope envelope = SignalEnvelope.Of(channel, Columns);
        double step = envelope.DurationSeconds / envelope.Minimum.Count;
        ChartPoint[] points = [.. envelope.Minimum.Zip(envelope.Maximum).SelectMany((m, i) => (ChartPoint[])[new(i * step, m.First), new(i * step, m.Second)])];
        return Panel(channel.Modality.Info().Label, channel.Modality.Info().Unit, points, style);
    }

    /// <summary>Draws what is computed from a channel over the session: heart rate, or the tonic level.</summary>
    private static SignalPanel? Course(Channel channel, int style)
    {
        if (channel.Modality.Info().IsCardiac)
        {
            IntervalSeries beats = new BeatIntervals(BeatDetector.Detect(channel)).Within(0, channel.DurationSeconds);
            return Panel($"Heart rate by {channel.Modality.Info().Label}", "1/min", [.. beats.Times.Zip(beats.Seconds, (t, s) => new ChartPoint(t, 60 / s))], style);
        }

        return channel.Modality == Modality.Eda && SkinSignal.Of(channel) is { Tonic: var tonic }
            ? Panel("Tonic level of EDA", "µS", [.. tonic.Samples.Select((x, i) => new ChartPoint(i / tonic.RateHz, x))], style) : null;
    }

    private static SignalPanel Panel(string name, string unit, ChartPoint[] points, int style) =>
        new(Axis.Over(name, unit, points.Select(p => p.Y)), [new LineSeries(name, points) { Style = style }]);

    /// <summary>Joins consecutive bad windows with the same flaws.</summary>
    private static IEnumerable<LabelBand> Bad(Recording recording)
    {
        Window[] windows = [.. s_checks.Starts((int)(recording.Channels.Min(c => c.DurationSeconds) * s_checks.SamplingRateHz)).Select(start => new Window(start, null))];
        QualityFlags[] flaws = WindowQuality.Of(recording.Channels, windows, s_checks);
        double Seconds(int window) => (double)windows[window].StartSample / s_checks.SamplingRateHz;
        for (int start = 0, end; start < flaws.Length; start = end)
        {
            end = start + 1;
            while (end < flaws.Length && flaws[end] == flaws[start]) end++;
            if (flaws[start] != QualityFlags.None)
                yield return new LabelBand(Seconds(start), Seconds(end - 1) + s_checks.LengthSeconds, flaws[start].Describe());
        }
    }
}
