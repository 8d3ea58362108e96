using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Formats.Tests;

/// <summary>The files of tests/golden/recordings, and the waves that make_recordings.py put into them.</summary>
internal static class Waves
{
    public static string Folder { get; } = Path.Combine(RealData.RepositoryRoot, "tests", "golden", "recordings");

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>mV.</summary>
    public static double Ecg(double t) => Math.Sin(2 * Math.PI * 1.25 * t) + 0.25 * Math.Sin(2 * Math.PI * 7.5 * t);

    /// <summary>µS.</summary>
    public static double Eda(double t) => 5 + 2 * Math.Sin(2 * Math.PI * 0.1 * t);

    /// <summary>°C.</summary>
    public static double Temperature(double t) => 33 + 0.5 * Math.Sin(2 * Math.PI * 0.05 * t);

    /// <summary>Reads channels of a file.</summary>
    public static RecordingData Read(
        string path, IReadOnlyList<Modality> modalities, FormatOptions? options = null, Device device = Device.Chest) =>
        RecordingFile.Open(path, options).Read(modalities, device);

    /// <summary>Returns options that name the format.</summary>
    public static FormatOptions Format(string name) => new() { Format = FormatCatalogue.All.Single(f => f.Name == name) };

    /// <summary>Returns options that assign a signal to a modality.</summary>
    public static FormatOptions Column(Modality modality, string name) =>
        new() { Columns = new Dictionary<Modality, string> { [modality] = name } };

    /// <summary>Returns options that set the unit of a modality.</summary>
    public static FormatOptions Unit(Modality modality, string unit) =>
        new() { Units = new Dictionary<Modality, string> { [modality] = unit } };

    /// <summary>Checks that each sample present is the wave at its time, within a tolerance in the channel's unit.</summary>
    public static void AssertFollows(Func<double, double> wave, Channel channel, double tolerance, double startSeconds = 0)
    {
        Assert.NotEmpty(channel.Samples);
        for (int i = 0; i < channel.Samples.Length; i++)
            if (!double.IsNaN(channel.Samples[i]))
                Assert.Equal(wave(startSeconds + (double)i / channel.SamplingRateHz), channel.Samples[i], tolerance);
    }

    /// <summary>Returns the message of the error that reading throws.</summary>
    public static string Refusal(
        string path, IReadOnlyList<Modality> modalities, FormatOptions? options = null, Device device = Device.Chest) =>
        Assert.Throws<InvalidDataException>(() => Read(path, modalities, options, device)).Message;
}
