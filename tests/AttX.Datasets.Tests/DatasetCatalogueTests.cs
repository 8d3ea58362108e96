using AttX.Datasets.Catalogue;
using AttX.Datasets.Synthetic;
using AttX.Formats;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Datasets.Tests;

public sealed class DatasetCatalogueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Subjects_of_a_dataset_are_recordings_with_labels()
    {
        SyntheticCohort.Write(_folder.FullPath, 2, SyntheticCohort.MinMinutes, seed: 1);
        IReadOnlyList<IRecordingFile> files = Open(_folder.FullPath);
        Assert.Equal(["S2", "S3"], files.Select(f => f.Name));
        Recording wrist = files[1].Read([Modality.Bvp, Modality.Eda], Device.Wrist).Recording;
        Assert.Equal([64, 4], wrist.Channels.Select(c => c.SamplingRateHz));
        Assert.Equal(["baseline", "stress", "amusement", "meditation"], wrist.Labels.Occurring);
        Assert.Equal(700, files[0].Signals[0].SamplingRateHz);
        Assert.Contains("2 recordings (S2 to S3)", Refusal(() => DatasetCatalogue.Default.OpenRecording(_folder.FullPath, new FormatOptions())));
    }

    [Fact]
    public void A_synthetic_cohort_is_distinguished_from_the_release_but_its_single_files_are_not()
    {
        SyntheticCohort.Write(_folder.FullPath, 1, SyntheticCohort.MinMinutes, seed: 1);
        Assert.Equal("The synthetic cohort", DatasetCatalogue.Default.Open(_folder.FullPath).Name);
        Assert.Equal("WESAD", DatasetCatalogue.Default.Open(_folder["S2", "S2.pkl"]).Name);
        Assert.Equal(["stress", "three", "four"], DatasetCatalogue.Default.Open(_folder.FullPath).Tasks.Select(t => t.Name));
    }

    [Fact]
    public void Other_paths_are_opened_as_recordings_or_refused()
    {
        File.WriteAllText(_folder["a.csv"], "time_s,ecg_mV\n0,1\n0.1,2\n0.2,3\n");
        Assert.Equal("a", Assert.Single(Open(_folder["a.csv"])).Name);
        Assert.Throws<FileNotFoundException>(() => Open(_folder["none"]));
        Assert.Contains("No SX.pkl found", Refusal(() => Open(_folder.FullPath)));
        Assert.Contains("another kind: an Empatica E4 export", Refusal(() => Open(_folder.FullPath)));
        Assert.Contains("is no dataset", Refusal(() => DatasetCatalogue.Default.Open(_folder["a.csv"])));
    }

    [Fact]
    public void A_dataset_takes_no_format_options()
    {
        SyntheticCohort.Write(_folder.FullPath, 1, SyntheticCohort.MinMinutes, seed: 1);
        Assert.Contains("leave out --column", Refusal(() =>
            DatasetCatalogue.Default.OpenRecordings(_folder.FullPath, new FormatOptions { RateHz = 4 })));
    }

    private static IReadOnlyList<IRecordingFile> Open(string path) => DatasetCatalogue.Default.OpenRecordings(path, new FormatOptions());

    private static string Refusal(Func<object> open) => Assert.Throws<InvalidDataException>(open).Message;
}
