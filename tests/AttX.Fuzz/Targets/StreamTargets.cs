using System.Text;
using AttX.ModelFiles;
using AttX.Signals.Modalities;
using AttX.Streaming;
using AttX.Streaming.Sources;

namespace AttX.Fuzz;

/// <summary>What a live session receives.</summary>
internal static class StreamTargets
{
    private const int ReadAhead = 1 << 20, Datagram = 512;

    private static readonly StreamingModel Model = new(new Ensemble([TinyModel.Live]));

    /// <summary>Reads a file as a stream of lines, as a connection, a pipe and datagrams bring them, into a session.</summary>
    public static void Lines(string path)
    {
        var pipe = new SamplePipe(ReadAhead);
        using (var source = new LineSource(File.OpenRead(path), Model.Modalities, _ => { }))
            source.ReadTo(pipe, CancellationToken.None).GetAwaiter().GetResult();
        pipe.PumpTo(Session(), CancellationToken.None).GetAwaiter().GetResult();

        var decoder = new LineDecoder(Model.Modalities, _ => { });
        StressEstimator session = Session();
        foreach (byte[] datagram in File.ReadAllBytes(path).Chunk(Datagram))
            foreach (string line in Encoding.UTF8.GetString(datagram).Split('\n'))
                foreach (SampleChunk chunk in decoder.Decode(line))
                    session.Push(chunk.Modality, chunk.StartSeconds, chunk.Samples);
    }

    private static StressEstimator Session() => new(Model, [.. Model.Modalities.Select(m => new ChannelRate(m, m switch
    {
        Modality.Bvp => 64,
        Modality.Acceleration => 32,
        _ => 4,
    }))], _ => { }, new SessionOptions { CalibrationSeconds = 2 });
}
