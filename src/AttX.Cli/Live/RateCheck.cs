using AttX.Streaming;
using AttX.Streaming.Sources;

namespace AttX.Cli.Live;

/// <summary>
/// Compares the rate of a channel's first time stamps with the declared one: at another rate the signal is another, and an estimate from it
/// means nothing.
/// </summary>
/// <param name="channel">The channel, with its declared rate.</param>
internal sealed class RateCheck(ChannelRate channel)
{
    private const double EnoughSeconds = 5, Noticeable = 0.1, Wrong = 0.2;

    // Stamps in whole seconds stand still between steps, and jitter lets them wander back: the samples belong to the step that follows.
    private const double Rounding = 1;

    // A step longer than this times the shorter ones is a gap.
    private const double Gap = 1.5;

    // Steps between time stamps, from which the rate is taken; more than the most come only of stamps too close to be right.
    private const int FewestSteps = 3, MostSteps = 1 << 16;

    private static readonly (double Factor, string Unit)[] Units = [(1e3, "milliseconds"), (1e6, "microseconds"), (1e9, "nanoseconds")];

    private readonly List<(double Seconds, int Samples)> _steps = [];
    private double _startSeconds = double.NaN, _elapsed;
    private int _samples;
    private bool _isDone;

    /// <summary>Receives a chunk.</summary>
    /// <returns>A warning about a rate that differs noticeably; null for none.</returns>
    /// <exception cref="InvalidDataException">The rate is wrong; the message gives both.</exception>
    public string? See(SampleChunk chunk)
    {
        if (_isDone)
            return null;
        double step = chunk.StartSeconds - _startSeconds;
        if (step is <= 0 and > -Rounding)
        {
            _samples += chunk.Count;
            return null;
        }

        if (step > 0)
        {
            _steps.Add((step, _samples));
            _elapsed += step;
        }

        (_startSeconds, _samples) = (chunk.StartSeconds, chunk.Count);
        _isDone = _steps.Count >= MostSteps || (_steps.Count >= FewestSteps && _elapsed >= EnoughSeconds);
        return _isDone ? Judge() : null;
    }

    private string? Judge()
    {
        double[] perSample = [.. _steps.Select(s => s.Seconds / s.Samples).Order()];
        double quartile = perSample[perSample.Length / 4]; // losses make steps longer, even most of them
        // Without gaps, samples may be lost; with them, stamps may be rounded to steps of 1 and 2 ms. A wrong rate is so either way.
        double rate = new[] { Rate(_steps.Where(s => s.Seconds / s.Samples <= Gap * quartile)), Rate(_steps) }.MinBy(Deviation);
        string what = FormattableString.Invariant($"{StreamCounters.NameOf(channel.Modality)}: its time stamps go on at {rate:G3} samples a second, --rates says {channel.SamplingRateHz} Hz");
        return Deviation(rate) switch
        {
            > Wrong => throw new InvalidDataException($"{what}. {Advice(rate)}"),
            > Noticeable => $"{what}; estimates suffer from it. {Advice(rate)}",
            _ => null,
        };
    }

    private string Advice(double rate)
    {
        foreach ((double factor, string unit) in Units)
            if (Deviation(rate * factor) <= Wrong)
                return $"Times must be in seconds; these seem to be {unit}.";
        return "Say the rate at which the samples are taken, or let t be the time of a line's first sample, in seconds.";
    }

    private double Deviation(double rate) => Math.Max(rate / channel.SamplingRateHz, channel.SamplingRateHz / rate) - 1;

    private static double Rate(IEnumerable<(double Seconds, int Samples)> steps) => steps.Sum(s => s.Samples) / steps.Sum(s => s.Seconds);
}
