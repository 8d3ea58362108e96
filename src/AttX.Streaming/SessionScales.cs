using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Streaming;

/// <summary>
/// Statistics for models trained on what a session knows: all that it has heard, second by second, and those of the training subjects.
/// The same numbers as offline, to the bit.
/// </summary>
internal sealed class SessionScales : IScaleSource
{
    private readonly int _axes;
    private readonly double _priorSeconds;
    private readonly IReadOnlyList<Normalisation> _ways;
    private readonly IReadOnlyList<ChannelStatistics> _training;
    private readonly SessionMeter _meter;

    // States after the latest seconds, one per axis; older ones than the last asked for are dropped.
    private readonly Queue<SessionStatistics[]> _states = new();
    private readonly Stack<SessionStatistics[]> _free = new();
    private long _firstState;

    /// <summary>Creates the statistics of one channel.</summary>
    /// <param name="normalisation">The ways in which it enters.</param>
    /// <param name="modality">Its modality.</param>
    /// <param name="samplingRateHz">Its rate.</param>
    /// <param name="memorySeconds">Seconds after which what was heard fades.</param>
    /// <param name="training">Those of the training subjects, by way and axis.</param>
    /// <param name="heard">What an earlier session heard, by axis; null: nothing.</param>
    public SessionScales(Normalisation normalisation, Modality modality, int samplingRateHz, double memorySeconds,
        IReadOnlyList<ChannelStatistics> training, IReadOnlyList<ChannelStatistics>? heard)
    {
        int axes = modality.Info().Axes.Count;
        (_axes, _priorSeconds, _ways, _training) = (axes, SessionStatistics.PriorSecondsOf(modality), normalisation.Ways(), training);
        _meter = new SessionMeter(axes, samplingRateHz, memorySeconds, heard);
        Keep();
    }

    public int Ways => _ways.Count;

    public SessionMeter Meter => _meter;

    public void Add(ReadOnlySpan<double> filtered, bool isHeard)
    {
        if (_meter.Add(filtered, isHeard))
            Keep();
    }

    public void Restart()
    {
        _meter.Restart();
        while (_states.TryDequeue(out SessionStatistics[]? state))
            _free.Push(state);
        _firstState = 0;
        Keep();
    }

    public Scale At(long seconds, int place)
    {
        for (; _firstState < seconds && _states.Count > 1; _firstState++)
            _free.Push(_states.Dequeue());
        ChannelStatistics training = _training[place];
        if (_ways[place / _axes] != Normalisation.Running)
            return new Scale(training.Mean, training.StandardDeviation, true);
        SessionStatistics state = _states.Peek()[place % _axes];
        (double mean, double deviation) = state.Shrunk(training.StandardDeviation, _priorSeconds);
        return new Scale(mean, deviation, state.HeardSeconds > 0);
    }

    public float Standardise(double x, double unit, Scale scale) =>
        Normaliser.Value((float)x, (float)unit, scale.Mean, scale.StandardDeviation);

    private void Keep()
    {
        if (!_free.TryPop(out SessionStatistics[]? state))
            state = new SessionStatistics[_axes];
        _meter.Heard.CopyTo(state);
        _states.Enqueue(state);
    }
}
