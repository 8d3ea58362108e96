using System.Globalization;
using System.Text;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Streaming.Sources;

namespace AttX.Streaming.Tests;

public sealed class SourceTests
{
    private static readonly Modality[] Wrist = [Modality.Bvp, Modality.Eda];

    [Fact]
    public void A_JSON_line_holds_chunks_and_a_line_of_cells_one_sample()
    {
        IReadOnlyList<SampleChunk> chunks = LineParser.Parse("""{"t":12.5,"bvp":[1,-2e1,null],"eda":0.81}""");
        Assert.Equal([(Modality.Bvp, 12.5), (Modality.Eda, 12.5)], chunks.Select(c => (c.Modality, c.StartSeconds)));
        Assert.Equal([1, -20, double.NaN], chunks[0].Samples);
        Assert.Equal([0.81], chunks[1].Samples);
        SampleChunk cell = Assert.Single(LineParser.Parse(" 3.25, EDA ,1.5\r"));
        Assert.Equal((Modality.Eda, 3.25, 1.5), (cell.Modality, cell.StartSeconds, Assert.Single(cell.Samples)));
        Assert.All(new[] { "", "  ", "# a comment", "t,modality,value" }, line => Assert.Empty(LineParser.Parse(line)));
    }

    [Theory]
    [InlineData("""{"t":2,"acc":[0.1,-0.2,0.9]}""", 1)]
    [InlineData("""{"t":2,"acc":[[0.1,-0.2,0.9]]}""", 1)]
    [InlineData("""{"t":2,"acc":[[0.1,-0.2,0.9],null,[1,2,null]]}""", 3)]
    [InlineData("2,acc,0.1,-0.2,0.9", 1)]
    public void A_sample_of_three_axes_is_an_array_or_three_cells(string line, int count)
    {
        SampleChunk chunk = Assert.Single(LineParser.Parse(line));
        double[] all = [0.1, -0.2, 0.9, double.NaN, double.NaN, double.NaN, 1, 2, double.NaN];
        Assert.Equal((Modality.Acceleration, 2.0, count), (chunk.Modality, chunk.StartSeconds, chunk.Count));
        Assert.Equal(all[..(3 * count)], chunk.Samples);
    }

    [Theory]
    [InlineData("hello", "expected")]
    [InlineData("1,bvp", "expected")]
    [InlineData("1,bvp,x", "\"x\" is no number")]
    [InlineData("NaN,bvp,1", "is no time")]
    [InlineData("1,pulse,2", "must be ecg, eda")]
    [InlineData("""{"t":1,"bvp":[1""", "not JSON")]
    [InlineData("""{"bvp":[1]}""", "no time")]
    [InlineData("""{"t":"1","bvp":[1]}""", "no time")]
    [InlineData("""{"t":1,"bvp":["a"]}""", "\"a\" is no sample")]
    [InlineData("1,acc,0.1", "expected t,acc,x,y,z")]
    [InlineData("""{"t":1,"acc":[0.1,0.2]}""", "is no sample of acc: [x,y,z]")]
    [InlineData("""{"t":1,"acc":[[0.1,0.2,0.3],[1]]}""", "is no sample of acc: [x,y,z]")]
    [InlineData("""{"t":1,"acc":0.1}""", "is no sample of acc: [x,y,z]")]
    [InlineData("""{"t":1e99,"bvp":[1]}""", "is no time")]
    [InlineData("""{"t":1,"\ud800":[1]}""", "a name that is no text")]
    public void A_malformed_line_is_refused_with_a_reason(string line, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => LineParser.Parse(line)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_recording_gives_the_same_estimates_replayed_and_as_lines()
    {
        StreamingModel model = Session.Model();
        double[] pulse = Session.Pulse(), skin = Session.Skin();
        string expected = Session.Text(Session.Estimates(model, pulse, skin, Session.Known, 64));
        var replayed = new List<Estimate>();
        var recording = new Recording("S", Device.Wrist, [new Channel(Modality.Bvp, 64, pulse), new Channel(Modality.Eda, 4, skin)], LabelTrack.None);
        new ReplaySource(recording, 13).PushAll(new StressEstimator(model, Session.Channels, replayed.Add, Session.Known));
        Assert.Equal(expected, Session.Text(replayed));

        var text = new StringBuilder("t,modality,value\n");
        for (int second = 0; second < Session.Seconds; second++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"t":{{second}},"bvp":[{{Join(pulse, second, 64)}}],"temp":[30.5]}""").Append('\n');
            for (int i = 4 * second; i < 4 * second + 4; i++)
                text.Append(CultureInfo.InvariantCulture, $"{i / 4.0:R},eda,{skin[i]:R}\n");
            text.Append("garbage\n");
        }

        var (read, warnings) = (new List<Estimate>(), new List<string>());
        var source = new LineSource(new StringReader(text.ToString()), Wrist, warnings.Add);
        var pipe = new SamplePipe(3);
        await Task.WhenAll(source.ReadTo(pipe, default), pipe.PumpTo(new StressEstimator(model, Session.Channels, read.Add, Session.Known), default));
        Assert.Equal(expected, Session.Text(read));
        Assert.Equal((Session.Seconds, 6, 0), (source.Malformed, warnings.Count, pipe.Dropped));
        Assert.StartsWith("line 7: expected", warnings[0], StringComparison.Ordinal);
        Assert.Equal("60 lines in all could not be read and were left out.", warnings[^1]);

        static string Join(double[] x, int second, int rate) =>
            string.Join(',', x.Skip(second * rate).Take(rate).Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_stream_that_breaks_off_loses_nothing_that_had_come()
    {
        var pipe = new SamplePipe(1000);
        using var source = new LineSource(new Broken(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 320).Select(i => $"{i:0000},bvp,1.5000\n")))), Wrist, _ => { });
        await Assert.ThrowsAsync<IOException>(() => source.ReadTo(pipe, default));
        int read = 0;
        for (; pipe.TryRead(out _); read++)
            continue;
        Assert.Equal(320, read);
    }

    [Fact]
    public async Task A_full_pipe_blocks_or_drops_as_requested()
    {
        var pipe = new SamplePipe(2);
        var chunk = new SampleChunk(Modality.Bvp, 0, [1]);
        pipe.Offer(chunk);
        await pipe.Write(chunk, default);
        pipe.Offer(chunk);
        Assert.Equal(1, pipe.Dropped);
        ValueTask waiting = pipe.Write(chunk, default);
        Assert.False(waiting.IsCompleted);
        pipe.Complete();
        var session = new StressEstimator(Session.Model(), Session.Channels, _ => { });
        await pipe.PumpTo(session, default);
        Assert.Equal(1, session.Counts(Modality.Bvp).Used);
        await Assert.ThrowsAnyAsync<Exception>(async () => await waiting);
    }

    [Fact]
    public void A_sender_that_cannot_wait_displaces_the_oldest_chunk()
    {
        var pipe = new SamplePipe(2);
        for (int t = 0; t < 5; t++)
            pipe.Offer(new SampleChunk(Modality.Bvp, t, [1]));
        Assert.Equal(3, pipe.Dropped);
        Assert.True(pipe.TryRead(out SampleChunk? first) && pipe.TryRead(out SampleChunk? second) && (first.StartSeconds, second.StartSeconds) == (3, 4));
        Assert.False(pipe.TryRead(out _));
    }

    [Fact]
    public void Later_warnings_of_a_kind_are_combined_with_their_count()
    {
        var (clock, warnings) = (new ManualClock(), new List<string>());
        var limit = new WarningLimit("jumps", warnings.Add, clock);
        for (int i = 1; i <= 30; i++, clock.Seconds++)
            limit.Add($"jump {i}");
        Assert.Equal(["jump 1", "jump 2", "jump 3", "jump 4", "jump 5", "15 jumps so far; the last: jump 15", "25 jumps so far; the last: jump 25"], warnings);
        Assert.Equal(30, limit.Count);
    }

    [Fact]
    public async Task A_reader_that_is_stopped_completes_the_pipe()
    {
        var pipe = new SamplePipe(1);
        using var stop = new CancellationTokenSource();
        Task reading = new LineSource(new StringReader("0,bvp,1\n1,bvp,1\n2,bvp,1\n"), Wrist, _ => { }).ReadTo(pipe, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await pipe.PumpTo(new StressEstimator(Session.Model(), Session.Channels, _ => { }), default);
    }

    /// <summary>Bytes, and then the error of a connection that was reset.</summary>
    private sealed class Broken(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var count ? count : throw new IOException("reset");
    }

    private sealed class ManualClock : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
