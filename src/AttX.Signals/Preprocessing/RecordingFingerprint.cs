using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace AttX.Signals.Preprocessing;

/// <summary>Identifies a recording by its content, independently of the file format.</summary>
public static class RecordingFingerprint
{
    /// <summary>
    /// Computes the SHA-256 (lower-case hex) of each channel's modality, rate, length and samples (little-endian doubles; further axes
    /// follow, each with rate and length), in order, then of the label track's rate, length and codes (and their names, unless fixed),
    /// and of each rating's name, rate, length and values; all as read, before anything is filled or cut.
    /// </summary>
    public static string Of(Recording recording) => WithSamples(recording).Whole;

    /// <summary>Computes the same, and the SHA-256 of the channels alone, which tells a recording under other labels.</summary>
    public static (string Whole, string Samples) WithSamples(Recording recording)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Channel channel in recording.Channels)
        {
            Append(hash, channel.Modality.ToString(), channel.SamplingRateHz, channel.Length);
            AppendSamples(hash, channel.Axes[0]);
            foreach (double[] axis in channel.Axes.Skip(1))
            {
                Append(hash, "Axis", channel.SamplingRateHz, channel.Length);
                AppendSamples(hash, axis);
            }
        }

        string samples = Convert.ToHexStringLower(hash.GetCurrentHash());
        Append(hash, "Labels", recording.Labels.SamplingRateHz, recording.Labels.Codes.Length);
        hash.AppendData(recording.Labels.Codes);
        if (!recording.Labels.Legend.IsFixed)
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', recording.Labels.Legend.Names)));
        foreach (Rating rating in recording.Ratings)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"Rating {rating.Name} {rating.SamplingRateHz:R} {rating.Values.Length}\n")));
            AppendSamples(hash, rating.Values);
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), samples);
    }

    private static void Append(IncrementalHash hash, string name, int samplingRateHz, int length) =>
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{name} {samplingRateHz} {length}\n")));

    private static void AppendSamples(IncrementalHash hash, ReadOnlySpan<double> samples)
    {
        if (BitConverter.IsLittleEndian)
        {
            hash.AppendData(MemoryMarshal.AsBytes(samples));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (double x in samples)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, x);
            hash.AppendData(bytes);
        }
    }
}
