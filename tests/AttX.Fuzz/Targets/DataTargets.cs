using System.Globalization;
using AttX.Cli.Views;
using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Datasets.Pickle;
using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Ground;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Fuzz;

/// <summary>Recordings and datasets: read, inspected and predicted as <c>attx inspect</c> and <c>attx predict</c> do.</summary>
internal static class DataTargets
{
    private const int MostSignals = 4;

    public static void Pickle(string path) => PickleDocument.Read(
        () => File.OpenRead(path), new FileInfo(path).Length, "S2.pkl", new HashSet<string> { "signal/chest/ECG", "signal/wrist/ACC", "label", "signal/chest/EDA", "a", "ints" });

    public static void Wfdb(string folder)
    {
        foreach (string header in Directory.GetFiles(folder, "*.hea"))
            Recording(header, new FormatOptions { AnnotationExtension = Directory.GetFiles(folder, "*.atr").Length > 0 ? "atr" : null });
    }

    public static void Recording(string path) => Recording(path, new FormatOptions());

    public static void Dataset(string path)
    {
        IDataset dataset = DatasetCatalogue.Default.Open(path);
        foreach (string subject in dataset.Subjects)
        {
            InspectedSubject.Read(dataset, subject);
            foreach (Device device in dataset.Devices)
            {
                IRecordingFile file = new DatasetSubject(dataset, subject);
                Predict(() => file.Read(file.Available(dataset.ModalitiesOf(device), device), device).Recording, device);
            }
        }
    }

    private static void Recording(string path, FormatOptions options)
    {
        RecordingFile file = RecordingFile.Open(path, options);
        InspectedSubject.Read(file, options);
        foreach (Device device in Enum.GetValues<Device>())
            Predict(() => file.Read(((IRecordingFile)file).Available(device.Info().Modalities, device), device).Recording, device);
        foreach (int signal in Enumerable.Range(0, Math.Min(MostSignals, file.Signals.Count)))
            Predict(() => Named(path, options, signal), file.Signals[signal].Device ?? Device.Wrist);
    }

    /// <summary>Reads a signal as pulse, whatever it is.</summary>
    private static Recording Named(string path, FormatOptions options, int signal)
    {
        var columns = new Dictionary<Modality, string> { [Modality.Bvp] = (signal + 1).ToString(CultureInfo.InvariantCulture) };
        RecordingFile file = RecordingFile.Open(path, options with { Columns = columns, Units = new Dictionary<Modality, string> { [Modality.Bvp] = "n.u." } });
        return file.Read([Modality.Bvp], file.Signals[signal].Device ?? Device.Wrist).Recording;
    }

    /// <summary>Predicts a recording; its documented errors are an outcome, which the others must not miss.</summary>
    private static void Predict(Func<Recording> read, Device device)
    {
        TrainedModel model = TinyModel.Of(device);
        try
        {
            new RecordingPredictor(new Ensemble([model])).Predict(read(), 1, _ => { }, CancellationToken.None);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or OptionsException)
        {
            if (e.Message.Contains('\n'))
                throw;
        }
    }
}
