using AttX.Streaming.Sources;
using AttX.Streaming;

namespace AttX.Cli.Live;

/// <summary>What a user sees of a stream. Called on one thread, but for <see cref="Warn"/>.</summary>
internal interface IStreamView
{
    /// <summary>Runs the stream; the view is there while it runs.</summary>
    Task Show(Func<Task> run) => run();

    /// <summary>Samples came.</summary>
    void Add(SampleChunk chunk)
    {
    }

    /// <summary>A window was decided about.</summary>
    void Add(Estimate estimate, StreamCounters counters);

    /// <summary>Some time has passed.</summary>
    void Refresh(StreamCounters counters)
    {
    }

    /// <summary>Something is not as it should be.</summary>
    void Warn(string warning);
}
