using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AttX.Formats.Edf;

/// <summary>
/// Finds the start of each record of a discontinuous file: a record's first annotation holds only its onset, "+567.5␔␔" (EDF+, 2.2.4).
/// </summary>
internal static class EdfTimekeeping
{
    private const int OnsetBytes = 64;

    private const byte Separator = 20;

    /// <summary>Tolerance for onsets, which are written with few decimals.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Reads the onset of each record, in seconds after the first one.</summary>
    /// <exception cref="InvalidDataException">A record has no onset, or begins before the previous one ends.</exception>
    public static double[] Onsets(SafeFileHandle file, EdfHeader header, string name)
    {
        EdfSignal annotations = header.Signals.FirstOrDefault(s => s.IsAnnotations)
            ?? throw new InvalidDataException($"{name} is discontinuous, but has no annotations to say when its records begin.");
        double[] onsets = new double[header.Records];
        byte[] buffer = new byte[Math.Min(OnsetBytes, annotations.SamplesPerRecord * header.SampleBytes)];
        double first = 0;
        for (long i = 0; i < onsets.Length; i++)
        {
            int read = RandomAccess.Read(file, buffer, header.HeaderBytes + i * header.RecordBytes + annotations.Offset);
            double onset = Onset(buffer.AsSpan(0, read))
                ?? throw new InvalidDataException($"{name}: record {i + 1} does not say when it begins.");
            first = i == 0 ? onset : first;
            onsets[i] = onset - first;
            if (i > 0 && onsets[i] < onsets[i - 1] + header.RecordSeconds - Tolerance)
                throw new InvalidDataException($"{name}: record {i + 1} begins before record {i} has ended.");
        }

        return onsets;
    }

    private static double? Onset(ReadOnlySpan<byte> annotation)
    {
        int end = annotation.IndexOf(Separator);
        return end > 1 && annotation[0] is (byte)'+' or (byte)'-' && double.TryParse(Encoding.ASCII.GetString(annotation[..end]),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double onset) ? onset : null;
    }
}
