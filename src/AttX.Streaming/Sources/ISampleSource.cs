namespace AttX.Streaming.Sources;

/// <summary>Something that samples come from.</summary>
public interface ISampleSource : IDisposable
{
    /// <summary>What came so far and could not be understood, in lines.</summary>
    long Malformed => 0;

    /// <summary>Hands on what comes until there is no more, and completes the pipe.</summary>
    /// <exception cref="IOException">The source failed; the pipe is completed all the same.</exception>
    Task ReadTo(SamplePipe pipe, CancellationToken cancellation);
}
