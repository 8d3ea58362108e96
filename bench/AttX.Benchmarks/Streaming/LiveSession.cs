using System.Diagnostics;
using AttX.Signals.Modalities;
using AttX.Streaming;

namespace AttX.Benchmarks.Streaming;

/// <summary>One wrist session, with a signal that always yields an estimate, fed a second at a time.</summary>
internal sealed class LiveSession
{
    private const int BvpHz = 64, EdaHz = 4, LoopSeconds = 60, FillSeconds = 15;

    private static readonly double[] Pulse = [.. Enumerable.Range(0, LoopSeconds * BvpHz)
        .Select(i => 40 * Math.Sin(2 * Math.PI * 1.2 * i / BvpHz) + 12 * Math.Sin(2 * Math.PI * 0.25 * i / BvpHz))];

    private static readonly double[] Skin = [.. Enumerable.Range(0, LoopSeconds * EdaHz).Select(i => 4 + Math.Sin(2 * Math.PI * i / 120.0))];

    private readonly StressEstimator _session;
    private readonly double _windowSeconds, _hopSeconds;
    private readonly int _phase;
    private readonly Latencies _latencies;
    private long _due;
    private int _second, _windows;

    /// <param name="model">The model.</param>
    /// <param name="random">Draws its start within a hop, and within the signal.</param>
    /// <param name="latencies">Receives the latencies, of this and of other sessions of the same worker.</param>
    public LiveSession(StreamingModel model, Random random, Latencies latencies)
    {
        (_windowSeconds, _hopSeconds) = ((double)model.Spec.WindowSamples / model.Spec.SamplingRateHz, (double)model.Spec.HopSamples / model.Spec.SamplingRateHz);
        (Offset, _phase, _latencies) = (random.NextDouble() * _hopSeconds, random.Next(LoopSeconds), latencies);
        _session = new StressEstimator(model, [new(Modality.Bvp, BvpHz), new(Modality.Eda, EdaHz)], Receive,
            new SessionOptions { Statistics = [new(1, 0, 30), new(1, 4, 0.7)] });
    }

    /// <summary>Its start, s: its windows are due that much after others'.</summary>
    public double Offset { get; }

    /// <summary>Windows that came, but without an estimate, or not one hop after the window before.</summary>
    public int Flawed { get; private set; }

    /// <summary>Samples and windows that were sent or due, and are not accounted for.</summary>
    public long Lost
    {
        get
        {
            int due = (int)Math.Floor((_second - _windowSeconds - _session.DelaySeconds) / _hopSeconds) + 1;
            long used = _session.Counts(Modality.Bvp).Used + _session.Counts(Modality.Eda).Used;
            return Math.Abs(due - _windows) + Math.Abs(_second * (BvpHz + EdaHz) - used);
        }
    }

    /// <summary>Warms up until windows come out, some seconds longer in some sessions than in others.</summary>
    public void Fill()
    {
        while (_second < FillSeconds + (int)Offset)
            PushSecond(long.MaxValue);
    }

    /// <summary>Pushes the next second of both signals.</summary>
    public void PushSecond(long due)
    {
        _due = due;
        int at = (_second + _phase) % LoopSeconds;
        _session.Push(Modality.Bvp, _second, Pulse.AsSpan(at * BvpHz, BvpHz));
        _session.Push(Modality.Eda, _second, Skin.AsSpan(at * EdaHz, EdaHz));
        _second++;
    }

    private void Receive(Estimate estimate)
    {
        if (estimate.Probability == null || estimate.StartSeconds != _windows * _hopSeconds)
            Flawed++;
        _windows++;
        if (_due != long.MaxValue)
            _latencies.Add(Stopwatch.GetElapsedTime(_due), estimate.Latency);
    }
}
