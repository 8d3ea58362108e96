using AttX.Streaming;
using AttX.Streaming.Sources;

namespace AttX.Cli.Live;

/// <summary>View of a stream for the user. Called on one thread, except for <see cref="Warn"/>.</summary>
internal interface IStreamView
{
    /// <summary>Runs the stream; the view exists while it runs.</summary>
    Task Show(Func<Task> run) => run();

    /// <summary>Receives samples.</summary>
    void Add(SampleChunk chunk)
    {
    }

    /// <summary>Receives the decision for a window.</summary>
    void Add(Estimate estimate, StreamCounters counters);

    /// <summary>Called at intervals as time passes.</summary>
    void Refresh(StreamCounters counters)
    {
    }

    /// <summary>Receives a warning.</summary>
    void Warn(string warning);
}
