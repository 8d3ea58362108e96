using System.Net;
using System.Net.Sockets;
using System.Text;
using AttX.Signals.Modalities;

namespace AttX.Streaming.Sources;

/// <summary>Samples as lines of text in UDP datagrams, one or more whole lines each. A sender cannot be made to wait: a full pipe drops.</summary>
public sealed class DatagramSource : ISampleSource
{
    // No datagram is longer, so that none is cut.
    private const int MaximumDatagram = 1 << 16, KernelBuffer = 1 << 20;

    private readonly Socket _socket;
    private readonly LineDecoder _decoder;

    /// <summary>Listens.</summary>
    /// <param name="address">Where; port 0: one that is free.</param>
    /// <param name="wanted">The modalities that are handed on; others are passed over.</param>
    /// <param name="warn">Is told of lines that cannot be read: the first, then now and then.</param>
    /// <exception cref="IOException">The port is in use, or the address not this machine's.</exception>
    public DatagramSource(IPEndPoint address, IReadOnlyList<Modality> wanted, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(address);
        _decoder = new LineDecoder(wanted, warn);
        _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = KernelBuffer };
        try
        {
            _socket.Bind(address);
        }
        catch (SocketException e)
        {
            _socket.Dispose();
            throw new IOException($"UDP {address}: cannot listen ({e.Message}). Choose another port or address.", e);
        }
    }

    /// <summary>Where it listens.</summary>
    public EndPoint Address => _socket.LocalEndPoint!;

    /// <inheritdoc/>
    public long Malformed => _decoder.Malformed;

    /// <summary>Receives until it is cancelled.</summary>
    public async Task ReadTo(SamplePipe pipe, CancellationToken cancellation)
    {
        byte[] datagram = new byte[MaximumDatagram];
        try
        {
            while (true)
            {
                int length = await _socket.ReceiveAsync(datagram, cancellation).ConfigureAwait(false);
                foreach (string line in Encoding.UTF8.GetString(datagram, 0, length).Split('\n'))
                    foreach (SampleChunk chunk in _decoder.Decode(line))
                        pipe.Offer(chunk);
            }
        }
        catch (SocketException e)
        {
            throw new IOException($"UDP {Address}: {e.Message}", e);
        }
        finally
        {
            pipe.Complete();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
