using AttX.Signals.Filtering;
using AttX.Signals.Modalities;

namespace AttX.Signals.Preprocessing;

/// <summary>Receives the samples of a <see cref="CausalSignal"/>.</summary>
public interface ICausalSink
{
    /// <summary>Receives the next sample, one value per axis.</summary>
    /// <param name="raw">As recorded, short gaps bridged; NaN in a long gap.</param>
    /// <param name="filtered">Filtered; in a long gap the last value before it.</param>
    /// <param name="isHeard">False in a long gap.</param>
    void Append(ReadOnlySpan<double> raw, ReadOnlySpan<double> filtered, bool isHeard);
}

/// <summary>
/// Filters a channel as its samples arrive, the same way offline and live: short gaps are bridged by a straight line, long ones are
/// held and the filter restarts after them, settled at the first sample. The axes of a sample arrive together; a sample that lacks
/// one of them is missing. Allocates only in its constructor. Not thread-safe.
/// </summary>
public sealed class CausalSignal
{
    /// <summary>Longest gap that is bridged by default, in seconds.</summary>
    public const double DefaultBridgeSeconds = 0.25;

    private readonly ICausalSink _sink;
    private readonly int _axes;
    private readonly double _bridgeSamples;
    private readonly CausalFilter[]? _filters;
    private readonly double[] _filtered, _last, _before, _bridged;
    private readonly bool _isLogarithm;
    private bool _settled;

    /// <summary>Creates a filter at rest.</summary>
    /// <param name="modality">The channel's modality, which has the pass band.</param>
    /// <param name="axes">Number of axes.</param>
    /// <param name="samplingRateHz">The channel's rate.</param>
    /// <param name="sink">Receives the samples.</param>
    /// <param name="bridgeSeconds">Longest gap that is bridged.</param>
    /// <param name="edaAsLogarithm">Whether EDA is filtered as ln µS.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is too low for the modality's band.</exception>
    public CausalSignal(Modality modality, int axes, int samplingRateHz, ICausalSink sink, double bridgeSeconds = DefaultBridgeSeconds,
        bool edaAsLogarithm = false)
    {
        (_sink, _axes, _bridgeSamples) = (sink, axes, bridgeSeconds * samplingRateHz);
        _isLogarithm = LogEda.AppliesTo(modality, edaAsLogarithm);
        (_filtered, _last, _before, _bridged) = (new double[axes], new double[axes], new double[axes], new double[axes]);
        PassBand band = modality.Info().Band;
        if (!band.IsNeedlessAt(samplingRateHz))
            _filters = [.. Enumerable.Range(0, axes).Select(_ => new CausalFilter(PaperFilters.Design(band, samplingRateHz)))];
    }

    /// <summary>
    /// Returns a channel's samples as the filter takes them: short gaps bridged, NaN in long ones, on all axes at once; the channel itself if it
    /// has no gap.
    /// </summary>
    /// <param name="channel">The channel.</param>
    /// <param name="bridgeSeconds">Longest gap that is bridged.</param>
    public static Channel Bridged(Channel channel, double bridgeSeconds = DefaultBridgeSeconds)
    {
        if (channel.Axes.All(axis => axis.All(double.IsFinite)))
            return channel;
        double[][] axes = [.. channel.Axes.Select(axis => (double[])axis.Clone())];
        bool IsMissing(int i) => !axes.All(axis => double.IsFinite(axis[i]));
        for (int start = 0; start < channel.Length; start++)
        {
            int end = start;
            while (end < channel.Length && IsMissing(end)) end++;
            bool isBridged = start > 0 && end < channel.Length && end - start <= bridgeSeconds * channel.SamplingRateHz;
            foreach (double[] axis in axes)
                for (int i = start; i < end; i++)
                    axis[i] = isBridged ? Between(axis[start - 1], axis[end], i - start + 1, end - start) : double.NaN;
            start = end;
        }

        return channel with { Axes = axes };
    }

    /// <summary>Number of missing samples that wait for the next one: whether they are bridged depends on it.</summary>
    public long Pending { get; private set; }

    /// <summary>Accepts the next sample, one value per axis.</summary>
    public void Push(ReadOnlySpan<double> sample)
    {
        foreach (double x in sample)
            if (!double.IsFinite(x))
            {
                Lose(1);
                return;
            }

        Bridge(sample);
        Feed(sample);
    }

    /// <summary>Adds missing samples.</summary>
    public void Lose(long count)
    {
        Pending += count;
        if (!_settled || Pending > _bridgeSamples)
            Hold();
    }

    /// <summary>Ends the wait for a sample after those that are missing: they are held rather than bridged.</summary>
    public void Hold()
    {
        if (Pending == 0)
            return;
        _settled = false;
        _bridged.AsSpan().Fill(double.NaN);
        for (; Pending > 0; Pending--)
            _sink.Append(_bridged, _filtered, isHeard: false);
    }

    /// <summary>Forgets all samples.</summary>
    public void Restart()
    {
        Array.Clear(_filtered);
        (_settled, Pending) = (false, 0);
    }

    private void Bridge(ReadOnlySpan<double> after)
    {
        // Feeding changes the last sample: the line begins at its old value.
        _last.CopyTo(_before, 0);
        long gap = Pending;
        Pending = 0;
        for (int i = 1; i <= gap; i++)
        {
            for (int axis = 0; axis < _axes; axis++)
                _bridged[axis] = Between(_before[axis], after[axis], i, gap);
            Feed(_bridged);
        }
    }

    /// <summary>Returns the i-th of the missing samples, counted from 1, on the line from the sample before to the one after.</summary>
    private static double Between(double before, double after, int i, long missing) => before + (after - before) * i / (missing + 1);

    private void Feed(ReadOnlySpan<double> x)
    {
        for (int axis = 0; axis < _axes; axis++)
            _filtered[axis] = _isLogarithm ? LogEda.Of(x[axis]) : x[axis];
        for (int axis = 0; axis < _axes && _filters != null; axis++)
        {
            Span<double> sample = _filtered.AsSpan(axis, 1);
            if (!_settled)
                _filters[axis].Settle(sample[0]);
            _filters[axis].Process(sample, sample);
        }

        x.CopyTo(_last);
        _settled = true;
        _sink.Append(x, _filtered, isHeard: true);
    }
}
