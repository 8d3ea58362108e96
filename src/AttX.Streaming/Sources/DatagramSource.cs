using System.Net;
using System.Net.Sockets;
using System.Text;
using AttX.Signals.Modalities;

namespace AttX.Streaming.Sources;

/// <summary>
/// Samples as lines of text in UDP datagrams, one or more whole lines each. Senders cannot be held back: a full pipe drops chunks.
/// </summary>
public sealed class DatagramSource : ISampleSource
{
    // The maximum size of a datagram, so that none is cut.
    private const int MaximumDatagram = 1 << 16, KernelBuffer = 1 << 20;

    private readonly Socket _socket;
    private readonly LineDecoder _decoder;

    /// <summary>Starts listening.</summary>
    /// <param name="address">Local address; port 0 selects a free one.</param>
    /// <param name="wanted">The modalities to pass on; others are ignored.</param>
    /// <param name="warn">Receives warnings about unreadable lines: the first, then now and then.</param>
    /// <exception cref="IOException">The port is in use, or the address does not belong to this machine.</exception>
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

    /// <summary>The local address.</summary>
    public EndPoint Address => _socket.LocalEndPoint!;

    /// <inheritdoc/>
    public long Malformed => _decoder.Malformed;

    /// <summary>Receives until cancelled.</summary>
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
