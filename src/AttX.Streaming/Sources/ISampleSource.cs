namespace AttX.Streaming.Sources;

/// <summary>A source of samples.</summary>
public interface ISampleSource : IDisposable
{
    /// <summary>Number of lines so far that could not be parsed.</summary>
    long Malformed => 0;

    /// <summary>Passes samples to the pipe until the source ends, and completes the pipe.</summary>
    /// <exception cref="IOException">The source failed; the pipe is completed nevertheless.</exception>
    Task ReadTo(SamplePipe pipe, CancellationToken cancellation);
}
