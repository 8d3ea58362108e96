using System.Diagnostics;
using AttX.Cli.Bench;
using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Models;
using AttX.Nn.Simd;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Training;

namespace AttX.Benchmarks.Peers;

/// <summary>Work of the comparison's rows; preparation is not timed.</summary>
internal static class Work
{
    private static readonly IReadOnlyList<Modality> Modalities = [Modality.Ecg, Modality.Eda];

    public static Func<PieceOfWork> Fma() => () => new PieceOfWork(1, MachinePeak.MeasureGflops() * 1e9);

    public static Func<PieceOfWork> Train(int[] widths, int workers, int epochs)
    {
        AttXNetOptions options = new() { Widths = widths };
        long operations = TrainingWork.FloatingPointOperations(options, SpeedTest.Length);
        var work = new TrainingWork(options, SpeedTest.Batch, SpeedTest.Length, workers);
        return () => new PieceOfWork(work.Run(epochs), epochs * work.WindowsPerEpoch, operations);
    }

    public static Func<PieceOfWork> Infer(string folder, int batch, int rounds)
    {
        var work = new InferenceWork(ExportedNetwork.Read(folder), batch, SpeedTest.Length, workers: 1);
        return () => new PieceOfWork(work.Run(rounds), rounds * work.WindowsPerRound);
    }

    public static Func<PieceOfWork> Predict(int[] widths, int windows, int workers)
    {
        AttXNet net = new(new AttXNetOptions { Widths = widths }, seed: 1);
        LabelledWindows data = NoiseWindows.Create(net.Options, windows, SpeedTest.Length);
        return () => new PieceOfWork(Timing.InParallel(workers, _ => new Predictor(net, SpeedTest.Length).Predict(data)), (double)windows * workers);
    }

    public static Func<PieceOfWork> Read(string pickle) => () =>
    {
        long start = Stopwatch.GetTimestamp();
        Recording recording = Load(pickle);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new PieceOfWork(seconds, 1, recording.Channels.Sum(c => (double)c.Samples.Length) + recording.Labels.Codes.Length);
    };

    public static Func<PieceOfWork> Preprocess(string pickle)
    {
        Recording recording = Load(pickle);
        var preprocessor = new Preprocessor(PreprocessingOptions.For(Device.Chest));
        return () =>
        {
            long start = Stopwatch.GetTimestamp();
            WindowSet windows = preprocessor.Process(recording);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new PieceOfWork(seconds, 1, windows.Signals.Sum(signal => signal.Sum(v => (double)Math.Abs(v))));
        };
    }

    public static Func<PieceOfWork> Features(string pickle)
    {
        const int Hour = 3600;
        Recording recording = Load(pickle) with { Labels = LabelTrack.None };
        recording = recording with
        {
            Channels = [.. recording.Channels.Select(c => new Channel(c.Modality, c.SamplingRateHz,
                [.. Enumerable.Range(0, Hour * c.SamplingRateHz).Select(i => c.Samples[i % c.Length])]))],
        };
        var extractor = new FeatureExtractor([.. Modalities.SelectMany(FeatureTable.Of)]);
        return () =>
        {
            long start = Stopwatch.GetTimestamp();
            RecordingFeatures features = extractor.Extract(recording);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new PieceOfWork(seconds, 1, features.Matrix.Values.Where(double.IsFinite).Sum(Math.Abs));
        };
    }

    private static Recording Load(string pickle)
    {
        IDataset source = DatasetCatalogue.Default.Open(pickle);
        return source.Read(source.Subjects[0], Device.Chest, Modalities);
    }
}
