using AttX.Datasets.Conversion;
using AttX.Ground;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Wesad;

/// <summary>Writes recordings in WESAD's form, where its devices, rates and labels can hold them.</summary>
internal sealed class WesadDatasetWriter : IDatasetWriter
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _names = [];

    public WesadDatasetWriter(string folder, WrittenData data)
    {
        _folder = folder;
        bool named = data.Subjects.All(s => s is ['S', .. { Length: > 0 and < 9 } digits] && digits.All(char.IsAsciiDigit));
        foreach ((int i, string subject) in data.Subjects.Index())
            _names.Add(subject, named ? subject : FormattableString.Invariant($"S{i + 2}"));
        if (!named)
            data.Note($"WESAD's subjects are S2, S3, …: {string.Join(", ", _names.Take(5).Select(n => $"{n.Key} is {n.Value}"))}{(_names.Count > 5 ? ", …" : "")}.");
    }

    public void Add(Recording recording)
    {
        WesadArray[] arrays = [.. recording.Channels.Select(c => ArrayOf(recording, c))];
        byte[] labels = CodesOf(recording);
        string name = _names[recording.Subject], folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(folder);
        AtomicFile.Write(Path.Combine(folder, name + ".pkl"), stream =>
            WesadWriter.Write(stream, name, arrays, array => Values(recording.Channels[Array.IndexOf(arrays, array)], array), labels, keepsDoubles: true));
    }

    public void Finish()
    {
    }

    private static WesadArray ArrayOf(Recording recording, Channel channel) =>
        WesadArray.All.FirstOrDefault(a => a.Device == recording.Device && a.Modality == channel.Modality) is not { } array
            ? throw new InvalidDataException($"{recording.Subject}: WESAD has no {recording.Device.LabelOf(channel.Modality)}: leave it out with --modalities, or choose --to bids or csv.")
            : array.SamplingRateHz == channel.SamplingRateHz ? array : throw new InvalidDataException(
                $"{recording.Subject}: WESAD has {recording.Device.LabelOf(channel.Modality)} at {array.SamplingRateHz} Hz, and it is sampled at " +
                $"{channel.SamplingRateHz} Hz: leave it out with --modalities, or choose --to bids or csv.");

    private static double[] Values(Channel channel, WesadArray array)
    {
        double[] values = channel.Interleaved(0, channel.Length);
        return array.Scale == 1 ? values : [.. values.Select(v => v / array.Scale)];
    }

    private static byte[] CodesOf(Recording recording)
    {
        LabelTrack labels = recording.Labels;
        if (labels.Occurring.Count == 0)
            throw new InvalidDataException($"{recording.Subject}: has no labels, which WESAD's form needs: choose --to bids or csv.");
        if (labels.Occurring.FirstOrDefault(label => !AffectiveStates.Legend.Names.Contains(label)) is { } foreign)
            throw new InvalidDataException($"{recording.Subject}: the label {foreign} is none of WESAD's " +
                $"({string.Join(", ", AffectiveStates.Legend.Labels)}): choose --to bids or csv.");
        // The RespiBAN samples its signals and the labels together.
        int length = recording.Device.Info().SamplesWithLabels && recording.Channels.Count > 0 ? recording.Channels.Min(c => c.Length)
            : (int)((long)labels.Codes.Length * WesadArray.LabelRateHz / labels.SamplingRateHz);
        byte[] codes = new byte[length];
        foreach (LabelRun run in labels.Runs().Where(run => run.Label != null))
            codes.AsSpan(At(run.Start)..At(run.End)).Fill((byte)AffectiveStates.Legend.Names.ToList().IndexOf(run.Label));
        return codes;

        int At(int sample) => (int)Math.Min(length, (sample * (long)WesadArray.LabelRateHz + labels.SamplingRateHz / 2) / labels.SamplingRateHz);
    }
}
