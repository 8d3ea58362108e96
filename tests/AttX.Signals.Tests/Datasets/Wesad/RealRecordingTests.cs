using System.Diagnostics;
using AttX.Signals.Datasets.Wesad;
using AttX.Testing;

namespace AttX.Signals.Tests.Datasets.Wesad;

/// <summary>Real recordings, where they are at hand.</summary>
public sealed class RealRecordingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("attx-real-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reads_a_subject_saved_again_with_protocol_5()
    {
        string file = Path.Combine(Data(), "wesad-chest", "S16.pkl");
        Assert.SkipUnless(File.Exists(file), $"{file} is absent.");
        WesadSource source = WesadSource.Open(file);
        Recording recording = source.Read("S16", Device.Chest, [Modality.Ecg, Modality.Eda, Modality.Temperature]);
        Assert.All(recording.Channels, c => Assert.Equal(37100, c.Samples.Length));
        Assert.Equal([new LabelRun((AffectiveState)7, 0, 37100)], recording.Labels.Runs());
        Assert.All(recording.Channels[0].Samples, v => Assert.InRange(v, -1.5, 1.5));
        Assert.All(recording.Channels[1].Samples, v => Assert.InRange(v, 0, 25));
        Assert.All(recording.Channels[2].Samples, v => Assert.InRange(v, 20, 45));
        Assert.Contains("S16.pkl has no wrist signals; it has chest: ACC, ECG, EDA, EMG, Resp, Temp.",
            Assert.Throws<InvalidDataException>(() => source.Read("S16", Device.Wrist, [Modality.Bvp])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_protocols_of_the_same_recording_read_alike()
    {
        Recording text = MakeAndRead(0), binary = MakeAndRead(2);
        Assert.Equal(text.Channels[0].Samples, binary.Channels[0].Samples);
        Assert.Equal(text.Channels[1].Samples, binary.Channels[1].Samples);
        Assert.Equal(text.Labels.States, binary.Labels.States);
        Assert.InRange(text.Labels.SecondsOf(AffectiveState.Stress), 600, 630);
        Assert.InRange(text.Channels[0].DurationSeconds / text.Labels.DurationSeconds, 0.99, 1.01);
    }

    private Recording MakeAndRead(int protocol)
    {
        string script = Path.Combine(Data(), "..", "tools", "make_wesad.py"), folder = Path.Combine(_folder, $"{protocol}");
        Assert.SkipUnless(File.Exists(script), $"{script} is absent.");
        ProcessStartInfo start = new("python3", [script, "--out", folder, "--subjects", "S2", "--protocol", $"{protocol}"]) { RedirectStandardError = true };
        Process? python = null;
        try
        {
            python = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is absent.");
        }
        using (python)
        {
            string messages = python!.StandardError.ReadToEnd();
            python.WaitForExit();
            Assert.True(python.ExitCode == 0, messages);
        }
        return WesadSource.Open(folder).Read("S2", Device.Wrist, [Modality.Bvp, Modality.Eda]);
    }

    private static string Data()
    {
        Assert.SkipWhen(RealData.Folder is null, "The folder of real recordings is absent (ATTX_DATA, or ../shared/data).");
        return RealData.Folder!;
    }
}
