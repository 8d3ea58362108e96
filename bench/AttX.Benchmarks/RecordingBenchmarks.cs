using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Datasets.Synthetic;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using BenchmarkDotNet.Attributes;

namespace AttX.Benchmarks;

/// <summary>
/// From a subject's file to windows. The file is what ATTX_BENCH_PICKLE names (a full-size SX.pkl of the release, say); without it
/// a synthetic subject of 10 minutes (about 90 MB) is written to the temporary folder.
/// </summary>
public class RecordingBenchmarks
{
    private const double Minutes = 10;
    private static readonly IReadOnlyList<Modality> Modalities = [Modality.Ecg, Modality.Eda];

    private IDataset _source = null!;
    private Recording _recording = null!;
    private Preprocessor _preprocessor = null!;
    private string? _temporary;

    [GlobalSetup]
    public void Setup()
    {
        if (Environment.GetEnvironmentVariable("ATTX_BENCH_PICKLE") is not { Length: > 0 } path)
        {
            path = _temporary = Directory.CreateTempSubdirectory("attx-bench-").FullName;
            SyntheticCohort.Write(path, 1, Minutes, seed: 1);
        }

        _source = DatasetCatalogue.Default.Open(path);
        _recording = Read();
        _preprocessor = new Preprocessor(PreprocessingOptions.For(Device.Chest));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        if (_temporary != null)
            Directory.Delete(_temporary, recursive: true);
    }

    [Benchmark]
    public Recording Read() => _source.Read(_source.Subjects[0], Device.Chest, Modalities);

    [Benchmark]
    public WindowSet Preprocess() => _preprocessor.Process(_recording);
}
