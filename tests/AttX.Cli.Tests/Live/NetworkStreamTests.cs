using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AttX.Signals;

namespace AttX.Cli.Tests.Live;

/// <summary><c>attx stream</c> from the network: order of arrival, missing data, and how it ends.</summary>
public sealed class NetworkStreamTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WristModel _model = new();
    private readonly Recording _person;
    private readonly Lines _output = new(), _error = new();
    private readonly CancellationTokenSource _stop = new();

    public NetworkStreamTests(CohortFixture cohort) => _person = WristModel.Person(cohort);

    public void Dispose()
    {
        _stop.Dispose();
        _output.Dispose();
        _error.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task Datagrams_are_estimated_until_interrupted()
    {
        Task<int> run = Start("udp:0");
        await Until(() => _error.Any("listening on UDP 127.0.0.1:"));
        using var sender = new UdpClient();
        sender.Connect(IPEndPoint.Parse(_error.First("listening")["listening on UDP ".Length..]));
        for (int second = 0; !_output.Any("calibrating"); second++)
        {
            Assert.InRange(second, 0, 200);
            await sender.SendAsync(Encoding.UTF8.GetBytes(WristModel.Second(_person, second, "bvp") + "\n" + WristModel.Second(_person, second, "eda") + "\n"));
            await sender.SendAsync(new byte[] { 0xff, 0xfe, 0, 1 });
            await Task.Delay(5);
        }

        await _stop.CancelAsync();
        Assert.Equal(App.Interrupted, await run.WaitAsync(Patience));
        Assert.True(_error.Any("malformed lines left out") && _error.Any("attx: interrupted"));
    }

    [Fact]
    public async Task A_silent_sensor_causes_a_warning_and_gaps_and_can_return()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        Task<int> run = Start($"tcp:127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}", "--silence", "0.5", "--reconnect", "0");
        using (TcpClient client = await server.AcceptTcpClientAsync().WaitAsync(Patience))
        {
            NetworkStream stream = client.GetStream();
            int second = 0;
            for (; second < 20; second++)
                await Send(stream, second, "bvp", "eda");
            for (; !_output.Any("gap") && second < 200; second++)
            {
                await Send(stream, second, "bvp");
                await Task.Delay(50);
            }

            await Send(stream, second, "bvp", "eda");
            await Until(() => _error.Any("eda: resumed after "));
        }

        Assert.Equal(App.Done, await run.WaitAsync(Patience));
        Assert.True(_output.Any("gap"));
        Assert.True(_error.Any("eda: nothing for 0.5 s."));
    }

    [Fact]
    public async Task A_lost_connection_is_an_error_after_the_received_samples()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        Task<int> run = Start($"tcp:127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}", "--reconnect", "0");
        using (TcpClient client = await server.AcceptTcpClientAsync().WaitAsync(Patience))
        {
            for (int second = 0; second < 30; second++)
                await Send(client.GetStream(), second, "bvp", "eda");
            await Until(() => _output.Any("calibrating"));
            client.Client.Close(timeout: 0); // with a reset
        }

        Assert.Equal(App.Failed, await run.WaitAsync(Patience));
        Assert.StartsWith("attx: tcp:127.0.0.1:", _error.First("attx:"), StringComparison.Ordinal);
        Assert.True(_error.Any("windows: "));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_is_lost_or_ended_is_made_again_and_leaves_a_gap(bool isReset)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        Task<int> run = Start($"tcp:127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}", "--reconnect", "1");
        using (TcpClient client = await server.AcceptTcpClientAsync().WaitAsync(Patience))
        {
            for (int second = 0; second < 30; second++)
                await Send(client.GetStream(), second, "bvp", "eda");
            await Until(() => _output.Any("calibrating"));
            if (isReset)
                client.Client.Close(timeout: 0);
        }

        using (TcpClient client = await server.AcceptTcpClientAsync().WaitAsync(Patience))
        {
            for (int second = 35; second < 70; second++)
                await Send(client.GetStream(), second, "bvp", "eda");
            server.Stop();
        }

        Assert.Equal(App.Done, await run.WaitAsync(Patience));
        Assert.True(_error.Any(isReset ? "Trying again for 1 s." : "the sender has ended the connection. Trying again for 1 s."));
        Assert.True(_error.Any(": connected again after "));
        Assert.Contains("gap", _output.First("    30.0 to     40.0 s"), StringComparison.Ordinal);
        Assert.Equal("bvp: 4160 samples used, 320 missing, 0 repeated, 0 late", _error.First("bvp: 4160"));
    }

    private Task<int> Start(string source, params string[] more) => Task.Run(() =>
        Verbs.Run(
            new App(_output, _error, errorIsTerminal: false), ["stream", _model.Path, "--source", source, "--rates", "bvp=64,eda=4", .. more], _stop.Token));

    private async Task Send(NetworkStream stream, int second, params string[] channels) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(WristModel.Second(_person, second, channels) + "\n"));

    private static async Task Until(Func<bool> condition)
    {
        for (int i = 0; !condition(); i++)
        {
            Assert.True(i < Patience.TotalMilliseconds / 20, "what was waited for did not come");
            await Task.Delay(20);
        }
    }

    /// <summary>Lines that can be read while they are written.</summary>
    private sealed class Lines : TextWriter
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public override Encoding Encoding => Encoding.UTF8;

        public bool Any(string text) => _lines.Any(line => line.Contains(text, StringComparison.Ordinal));

        public string First(string text) => _lines.First(line => line.Contains(text, StringComparison.Ordinal));

        public override void WriteLine(string? value) => _lines.Enqueue(value ?? "");
    }
}
