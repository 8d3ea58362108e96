using System.Net.Sockets;
using System.Text;
using AttX.Signals.Modalities;

namespace AttX.Streaming.Sources;

/// <summary>Reads samples as lines of text (<see cref="LineParser"/>), from a file, a pipe, the standard input or a connection.</summary>
/// <param name="reader">The text; disposed with the source.</param>
/// <param name="wanted">The modalities to pass on; others are ignored.</param>
/// <param name="warn">Receives warnings about unreadable lines: the first, then occasionally, and their number at the end.</param>
public sealed class LineSource(TextReader reader, IReadOnlyList<Modality> wanted, Action<string> warn) : ISampleSource
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly LineDecoder _decoder = new(wanted, warn);

    /// <summary>Reads lines from bytes in UTF-8.</summary>
    public LineSource(Stream stream, IReadOnlyList<Modality> wanted, Action<string> warn)
        : this(new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false), wanted, warn)
    {
    }

    /// <summary>Number of lines so far that could not be read.</summary>
    public long Malformed => _decoder.Malformed;

    /// <summary>Connects to a TCP server that sends lines.</summary>
    /// <exception cref="IOException">The server does not answer.</exception>
    public static async Task<LineSource> Connect(
        string host, int port, IReadOnlyList<Modality> wanted, Action<string> warn, CancellationToken cancellation)
    {
        var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ConnectTimeout);
        try
        {
            await client.ConnectAsync(host, port, limit.Token).ConfigureAwait(false);
            return new LineSource(client.GetStream(), wanted, warn);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            client.Dispose();
            throw new IOException($"{host}, port {port}: cannot connect ({(e is SocketException ? e.Message : "no answer")}).", e);
        }
    }

    /// <summary>Reads to the end of the text, waiting while the pipe is full, and completes the pipe.</summary>
    public async Task ReadTo(SamplePipe pipe, CancellationToken cancellation)
    {
        var lines = new BoundedLineReader(reader, LineDecoder.MaximumLength);
        try
        {
            while (await lines.ReadLine(cancellation).ConfigureAwait(false) is { } line)
                foreach (SampleChunk chunk in _decoder.Decode(line))
                    await pipe.Write(chunk, cancellation).ConfigureAwait(false);
            _decoder.Conclude();
        }
        finally
        {
            pipe.Complete();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();
}
