using AttX.Ground;
using AttX.Streaming;
using AttX.Streaming.Sources;

namespace AttX.Cli.Live;

/// <summary>Runs one stream from its source to its last estimate: reads ahead a little, estimates, monitors, and sums up.</summary>
/// <param name="name">The source's name, for messages.</param>
/// <param name="source">Source of the samples.</param>
/// <param name="channels">Channels of the samples.</param>
/// <param name="view">Receives what the user is to see.</param>
internal sealed class StreamRun(string name, ISampleSource source, IReadOnlyList<ChannelRate> channels, IStreamView view)
{
    // 256 of the longest lines: 64 MiB at the very most.
    private const int ReadAhead = 256;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly SamplePipe _pipe = new(ReadAhead);

    /// <summary>The person, whose statistics the session starts from and adds to; null: somebody unknown.</summary>
    public LivePerson? Person { get; init; }

    /// <summary>Runs to the stream's end.</summary>
    /// <exception cref="OptionsException">Channels or options that do not fit the model.</exception>
    /// <exception cref="InvalidDataException">No sample was received, or the samples' rate is not the declared one.</exception>
    /// <exception cref="IOException">The source failed, after what it had sent was estimated.</exception>
    public async Task Run(StreamingModel model, SessionOptions options, TimeSpan? silence, TextWriter summary, CancellationToken cancellation)
    {
        StreamCounters counters = null!;
        options = options with { Statistics = Person?.Statistics };
        StressEstimator session = Begin(model, options, estimate =>
        {
            if (counters.Estimates + counters.WithoutEstimate == 0)
            {
                view.Warn(LivePerson.Describe(model.BasisOf(options.Statistics), Person));
                foreach (string remark in options.Postprocessing.Describe(model.Spec, model.Task.Classes[model.Task.Positive]))
                    view.Warn(remark);
            }

            counters.Add(estimate);
            view.Add(estimate, counters);
        });
        counters = new StreamCounters(session, [.. channels.Select(c => c.Modality)], source, _pipe, (double)model.Spec.HopSamples / model.Spec.SamplingRateHz);
        var watch = new StreamWatch(channels, session.EndSeconds, options.MaximumLagSeconds, silence, view.Warn, TimeProvider.System);
        Task reading = Task.Run(() => source.ReadTo(_pipe, cancellation), CancellationToken.None);
        try
        {
            await view.Show(() => Estimate(session, watch, counters, cancellation)).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            if (counters.Channels.All(c => c.Counts == default))
                throw new InvalidDataException($"{name}: ended before a sample of {string.Join(" or ", counters.Channels.Select(c => c.Channel))} came.");
        }
        catch (Exception e) when (e is IOException && reading.IsFaulted)
        {
            throw new IOException($"{name}: {e.Message}", e);
        }
        finally
        {
            foreach (string line in counters.Any ? counters.Summary() : [])
                summary.WriteLine(line);
            if (Person != null && counters.Channels.Any(c => c.Counts.Used > 0))
                summary.WriteLine(Person.Update(session));
        }
    }

    private StressEstimator Begin(StreamingModel model, SessionOptions options, Action<Estimate> onEstimate)
    {
        try
        {
            return new StressEstimator(model, channels, onEstimate, options);
        }
        catch (ArgumentException e)
        {
            throw new OptionsException([$"{name}: {e.Message.Split(" (Parameter ")[0]}"]); // without the parameter's name, which is no user's
        }
    }

    private async Task Estimate(StressEstimator session, StreamWatch watch, StreamCounters counters, CancellationToken cancellation)
    {
        long refreshed = TimeProvider.System.GetTimestamp();
        double end = double.NegativeInfinity;
        for (bool more = true; more;)
        {
            cancellation.ThrowIfCancellationRequested();
            Task<bool> ready = _pipe.WaitToRead(cancellation).AsTask();
            while (!ready.IsCompleted && await Task.WhenAny(ready, Task.Delay(Tick, cancellation)).ConfigureAwait(false) != ready)
                Pass();
            more = await ready.ConfigureAwait(false);
            if (_pipe.TryRead(out SampleChunk? chunk))
            {
                watch.See(chunk);
                view.Add(chunk);
                session.Push(chunk.Modality, chunk.StartSeconds, chunk.Samples);
                end = Math.Max(end, chunk.StartSeconds);
            }

            if (TimeProvider.System.GetElapsedTime(refreshed) >= Tick)
                Pass();
        }

        // A time far in the future may have been left out.
        if (channels.Max(c => session.EndSeconds(c.Modality)) is { } reached)
            session.GiveUpBefore(Math.Min(end, reached)); // a channel that ended earlier: its windows are answered, with a gap
        view.Refresh(counters);

        void Pass()
        {
            refreshed = TimeProvider.System.GetTimestamp();
            if (watch.FindSilence() is { } passed)
                session.GiveUpBefore(passed);
            view.Refresh(counters);
        }
    }
}
