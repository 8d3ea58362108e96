using System.Net.Sockets;
using AttX.Signals.Modalities;

namespace AttX.Streaming.Sources;

/// <summary>
/// Reads samples as lines of text (<see cref="LineParser"/>) from a TCP server. Connects again after the connection was lost or ended,
/// waiting longer each time; what the server does not send again is a gap, by its time stamps.
/// </summary>
public sealed class ConnectionSource : ISampleSource
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10), FirstWait = TimeSpan.FromSeconds(0.25), LongestWait = TimeSpan.FromSeconds(8);

    private readonly string _host;
    private readonly int _port;
    private readonly TimeSpan _patience;
    private readonly LineDecoder _decoder;
    private readonly Action<string> _warn;
    private readonly WarningLimit _losses;
    private TcpClient _client;
    private TimeSpan _wait = FirstWait;
    private long _heard = TimeProvider.System.GetTimestamp();

    private ConnectionSource(string host, int port, TcpClient client, IReadOnlyList<Modality> wanted, TimeSpan patience, Action<string> warn)
    {
        (_host, _port, _client, _patience, _warn) = (host, port, client, patience, warn);
        (_decoder, _losses) = (new LineDecoder(wanted, warn), new WarningLimit("lost connections", warn));
    }

    /// <inheritdoc/>
    public long Malformed => _decoder.Malformed;

    /// <summary>Connects to a server that sends lines.</summary>
    /// <param name="host">Name or address of the server.</param>
    /// <param name="port">Its port.</param>
    /// <param name="wanted">The modalities to pass on; others are ignored.</param>
    /// <param name="patience">For how long to try again once the connection is lost or ends; zero: not at all.</param>
    /// <param name="warn">Receives warnings about unreadable lines and lost connections.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">The server does not answer.</exception>
    public static async Task<ConnectionSource> Connect(
        string host, int port, IReadOnlyList<Modality> wanted, TimeSpan patience, Action<string> warn, CancellationToken cancellation)
    {
        (TcpClient? client, Exception? failure) = await TryOpen(host, port, cancellation).ConfigureAwait(false);
        return client != null ? new ConnectionSource(host, port, client, wanted, patience, warn)
            : throw new IOException($"{host}, port {port}: cannot connect ({(failure is SocketException ? failure.Message : "no answer")}).", failure);
    }

    /// <summary>
    /// Reads, waiting while the pipe is full, until the server has ended the connection and takes no other for as long as the patience lasts;
    /// then completes the pipe.
    /// </summary>
    /// <exception cref="IOException">The connection was lost, and the server took no other; the samples before are in the pipe.</exception>
    public async Task ReadTo(SamplePipe pipe, CancellationToken cancellation)
    {
        try
        {
            IOException? loss;
            do
                loss = await Read(pipe, cancellation).ConfigureAwait(false);
            while (await ConnectAgain(loss, cancellation).ConfigureAwait(false));
            _decoder.Conclude();
            if (loss != null)
                throw new IOException($"the connection is lost: {loss.Message}", loss);
        }
        finally
        {
            pipe.Complete();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Reads to the connection's end.</summary>
    /// <returns>How it was lost; null: the sender ended it.</returns>
    private async Task<IOException?> Read(SamplePipe pipe, CancellationToken cancellation)
    {
        (double before, long connected) = (_decoder.LatestSeconds, TimeProvider.System.GetTimestamp());
        try
        {
            using StreamReader reader = BoundedLineReader.Open(_client.GetStream());
            await _decoder.ReadTo(pipe, reader, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (IOException e)
        {
            return e;
        }
        finally
        {
            // A server that sends the same again to each who comes is not heard anew; one that waited for its first sample was there.
            if (_decoder.LatestSeconds > before || TimeProvider.System.GetElapsedTime(connected) > LongestWait)
                (_heard, _wait) = (TimeProvider.System.GetTimestamp(), FirstWait);
        }
    }

    private async Task<bool> ConnectAgain(IOException? loss, CancellationToken cancellation)
    {
        if (TimeProvider.System.GetElapsedTime(_heard) + _wait <= _patience)
            _losses.Add($"{_host}, port {_port}: {loss?.Message ?? "the sender has ended the connection."} Trying again for {_patience.TotalSeconds:0.###} s.");
        while (TimeProvider.System.GetElapsedTime(_heard) + _wait <= _patience)
        {
            await Task.Delay(_wait, cancellation).ConfigureAwait(false);
            _wait = 2 * _wait < LongestWait ? 2 * _wait : LongestWait;
            if (await TryOpen(_host, _port, cancellation).ConfigureAwait(false) is not { Client: { } client })
                continue;
            _client.Dispose();
            _client = client;
            _warn(FormattableString.Invariant(
                $"{_host}, port {_port}: connected again after {TimeProvider.System.GetElapsedTime(_heard).TotalSeconds:0.0} s; what is not sent again is a gap."));
            return true;
        }

        return false;
    }

    /// <returns>The connection, or why there is none.</returns>
    private static async Task<(TcpClient? Client, Exception? Failure)> TryOpen(string host, int port, CancellationToken cancellation)
    {
        var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ConnectTimeout);
        try
        {
            await client.ConnectAsync(host, port, limit.Token).ConfigureAwait(false);
            NoticeLoss(client.Client);
            return (client, null);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            client.Dispose();
            return (null, e);
        }
    }

    /// <summary>Lets a connection fail whose other end has gone without a word.</summary>
    private static void NoticeLoss(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }
}
