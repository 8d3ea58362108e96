using System.Globalization;
using System.Text;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Conversion;

/// <summary>Channels of one rate and length as rows of numbers, each of which parses back to the same bits.</summary>
internal static class NumberTable
{
    private const int BufferBytes = 1 << 16, LongestNumber = 32;

    /// <summary>Groups channels that fit into one table.</summary>
    /// <returns>For each table a label that is unique among them ("wrist64"), and its channels.</returns>
    public static IEnumerable<(string Label, Channel[] Channels)> TablesOf(Recording recording)
    {
        string device = recording.Device.Info().Name;
        foreach (IGrouping<int, Channel> rate in recording.Channels.GroupBy(c => c.SamplingRateHz))
        {
            IGrouping<int, Channel>[] tables = [.. rate.GroupBy(c => c.Length)];
            foreach (IGrouping<int, Channel> table in tables)
                yield return (FormattableString.Invariant($"{device}{rate.Key}") +
                    (tables.Length == 1 ? "" : string.Concat(table.Select(c => ColumnOf(c.Modality)))), [.. table]);
        }
    }

    /// <summary>Names a modality's column: its name as an option; that of respiration is the standard's.</summary>
    public static string ColumnOf(Modality modality) =>
        modality == Modality.Respiration ? "respiratory" : modality.Info().Name;

    /// <summary>Names the columns of channels, one per axis: "acc_x".</summary>
    public static IEnumerable<(string Name, Channel Channel)> ColumnsOf(IEnumerable<Channel> channels) => channels.SelectMany(channel =>
        channel.Modality.Info().Axes
            .Select(axis => (ColumnOf(channel.Modality) + (axis.Length > 0 ? $"_{axis}" : ""), channel)));

    /// <summary>A unit in plain characters: "uS".</summary>
    public static string UnitOf(Channel channel) =>
        channel.Modality.Info().Unit.Replace("µ", "u", StringComparison.Ordinal).Replace("°", "deg", StringComparison.Ordinal);

    /// <summary>Writes the rows.</summary>
    /// <param name="stream">The destination.</param>
    /// <param name="channels">The channels, of one rate and length.</param>
    /// <param name="separator">Separates the fields.</param>
    /// <param name="missing">Stands for a missing sample.</param>
    /// <param name="startSeconds">Time of the first row, in a first column; null for no such column.</param>
    public static void Write(Stream stream, IReadOnlyList<Channel> channels, char separator, string missing, double? startSeconds = null)
    {
        double[][] axes = [.. channels.SelectMany(c => c.Axes)];
        byte[] buffer = new byte[BufferBytes], none = Encoding.ASCII.GetBytes(missing);
        int used = 0;
        for (int i = 0; i < axes[0].Length; i++)
        {
            if (startSeconds is { } start)
            {
                Number(start + (double)i / channels[0].SamplingRateHz);
                buffer[used++] = (byte)separator;
            }

            for (int axis = 0; axis < axes.Length; axis++)
            {
                Number(axes[axis][i]);
                buffer[used++] = (byte)(axis == axes.Length - 1 ? '\n' : separator);
            }
        }

        stream.Write(buffer, 0, used);

        void Number(double value)
        {
            if (used > BufferBytes - 2 * LongestNumber)
            {
                stream.Write(buffer, 0, used);
                used = 0;
            }

            if (double.IsFinite(value) && value.TryFormat(buffer.AsSpan(used), out int written, "R", CultureInfo.InvariantCulture))
                used += written;
            else
            {
                none.CopyTo(buffer.AsSpan(used));
                used += none.Length;
            }
        }
    }
}
