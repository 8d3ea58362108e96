using AttX.Datasets.Synthetic;
using AttX.Datasets.Wesad;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Tests.Synthetic;

public sealed class SyntheticCohortTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("attx-synth-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private byte[] Bytes(string cohort, string subject) => File.ReadAllBytes(Path.Combine(_folder, cohort, subject, subject + ".pkl"));

    private WesadDataset Write(string cohort, int subjects, double minutes, int seed)
    {
        SyntheticCohort.Write(Path.Combine(_folder, cohort), subjects, minutes, seed);
        return WesadDataset.Open(Path.Combine(_folder, cohort));
    }

    [Fact]
    public void Subjects_are_numbered_as_in_the_release()
    {
        Assert.Equal(["S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S13", "S14", "S15", "S16", "S17"], SyntheticCohort.SubjectNames(15));
        Assert.Equal(["S2"], SyntheticCohort.SubjectNames(1));
        Assert.Equal(1000, SyntheticCohort.SubjectNames(1000).Count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        List<string> written = [];
        SyntheticCohort.Write(Path.Combine(_folder, "a"), 2, 2.5, 1, written.Add);
        Write("b", 1, 2.5, 1);
        Write("c", 1, 2.5, 2);
        Assert.Equal(["S2", "S3"], written);
        Assert.Equal(Bytes("a", "S2"), Bytes("b", "S2"));
        Assert.NotEqual(Bytes("a", "S2"), Bytes("c", "S2"));
        Assert.NotEqual(Bytes("a", "S2"), Bytes("a", "S3"));
    }

    [Fact]
    public void The_shortest_session_has_every_array_and_two_windows_of_every_class()
    {
        WesadDataset source = Write("short", 3, SyntheticCohort.MinMinutes, 3);
        foreach (string subject in source.Subjects)
        {
            IReadOnlyList<SignalDescription> arrays = source.Describe(subject);
            Assert.Equal(10, arrays.Count);
            Assert.All(arrays, a => Assert.Equal(150 * a.SamplingRateHz, a.Samples));
            LabelTrack labels = source.Read(subject, Device.Chest, []).Labels;
            Assert.Equal(150, labels.DurationSeconds);
            foreach (string label in (string[])["baseline", "stress", "amusement"])
            {
                LabelRun run = Assert.Single(labels.Runs(), r => r.Label == label);
                Assert.True(run.End - run.Start >= 20 * 700);
            }
        }
    }

    [Fact]
    public void Values_stay_within_what_the_devices_can_record()
    {
        WesadDataset source = Write("ranges", 2, 2.5, 4);
        foreach (string subject in source.Subjects)
        {
            Recording chest = source.Read(subject, Device.Chest, [Modality.Ecg, Modality.Eda, Modality.Temperature, Modality.Respiration, Modality.Emg]);
            (double Low, double High)[] ranges = [(-1.5, 1.5), (0, 25), (30, 38), (-50, 50), (-1.5, 1.5)];
            foreach ((Channel channel, (double low, double high)) in chest.Channels.Zip(ranges))
                Assert.All(channel.Samples, v => Assert.InRange(v, low, high));
            Recording wrist = source.Read(subject, Device.Wrist, [Modality.Bvp, Modality.Eda]);
            Assert.All(wrist.Channels[0].Samples, v => Assert.InRange(v, -2000, 2000));
            Assert.All(wrist.Channels[1].Samples, v => Assert.InRange(v, 0.01, 100));
        }
    }

    [Fact]
    public void Stress_quickens_the_heart_and_the_pulse_and_raises_skin_conductance()
    {
        WesadDataset source = Write("states", 8, 4, 1);
        double ecg = 0, bvp = 0, eda = 0;
        foreach (string subject in source.Subjects)
        {
            Recording chest = source.Read(subject, Device.Chest, [Modality.Ecg, Modality.Eda]), wrist = source.Read(subject, Device.Wrist, [Modality.Bvp]);
            ecg += Rise(chest.Channels[0], chest.Labels, BeatsPerMinute) / 8;
            bvp += Rise(wrist.Channels[0], chest.Labels, BeatsPerMinute) / 8;
            eda += Rise(chest.Channels[1], chest.Labels, (s, _) => s.ToArray().Average()) / 8;
        }
        Assert.InRange(ecg, 6, 30);
        Assert.InRange(bvp, 6, 30);
        Assert.InRange(eda, 0.3, 6);
    }

    [Theory]
    [InlineData(0, 10), InlineData(-1, 10), InlineData(1001, 10), InlineData(6, 2.4), InlineData(6, 0), InlineData(6, 601), InlineData(6, double.NaN)]
    public void Numbers_outside_their_range_are_refused(int subjects, double minutes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticCohort.Write(_folder, subjects, minutes, 1));

    [Fact]
    public void Cancelling_leaves_only_complete_files()
    {
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => SyntheticCohort.Write(_folder, 5, 2.5, 1, _ => stop.Cancel(), stop.Token));
        Assert.Equal(["S2.pkl"], Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)));
        Assert.Equal(10, WesadDataset.Open(_folder).Describe("S2").Count);
    }

    private delegate double Measure(ReadOnlySpan<double> samples, int samplingRateHz);

    private static double Rise(Channel channel, LabelTrack labels, Measure measure)
    {
        double Of(string label)
        {
            LabelRun run = labels.Runs().Single(r => r.Label == label);
            int start = (int)((long)run.Start * channel.SamplingRateHz / 700), end = (int)((long)run.End * channel.SamplingRateHz / 700);
            return measure(channel.Samples.AsSpan(start..end), channel.SamplingRateHz);
        }
        return Of("stress") - Of("baseline");
    }

    /// <summary>Finds the peaks above half of the 98th percentile that are the largest within 0.3 s to either side.</summary>
    private static double BeatsPerMinute(ReadOnlySpan<double> samples, int samplingRateHz)
    {
        double[] sorted = samples.ToArray();
        Array.Sort(sorted);
        double threshold = 0.5 * sorted[(int)(0.98 * sorted.Length)];
        int reach = (int)(0.3 * samplingRateHz), beats = 0;
        for (int i = reach; i < samples.Length - reach; i++)
            if (samples[i] > threshold && samples[(i - reach)..(i + reach)].IndexOfAnyExceptInRange(double.MinValue, samples[i]) < 0)
                beats++;
        return beats * 60.0 * samplingRateHz / samples.Length;
    }
}
