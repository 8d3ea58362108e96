using AttX.Formats.Avro;

namespace AttX.Formats.EmbracePlus;

/// <summary>One sensor's stretch in one file.</summary>
/// <param name="Sensor">Its field in the schema: "eda".</param>
/// <param name="StartMicros">Unix time of its first sample, in microseconds.</param>
/// <param name="RateHz">Samples per second, as the file gives it: measured, so not quite an integer.</param>
/// <param name="Count">Number of samples.</param>
/// <param name="Columns">The samples, an array for each axis; empty where they were only counted.</param>
internal sealed record EmbracePlusStream(string Sensor, double StartMicros, double RateHz, int Count, IReadOnlyList<double[]> Columns)
{
    private static readonly string[] Axes = ["x", "y", "z"], One = ["values"];

    /// <summary>Reads a sensor's record; null if it did not run.</summary>
    /// <exception cref="InvalidDataException">Its start or rate cannot be, or its axes differ in length.</exception>
    public static EmbracePlusStream? Of(string sensor, AvroRecord record, string file)
    {
        AvroNumbers[] columns = [.. (record.ContainsKey("x") ? Axes : One).Select(record.Numbers)];
        int count = columns[0].Count;
        if (columns.Any(c => c.Count != count))
            throw new InvalidDataException($"{file}: the axes of {sensor} have {string.Join(", ", columns.Select(c => c.Count))} samples.");
        if (count == 0)
            return null;
        (double start, double rate) = (record.Number("timestampStart"), record.Number("samplingFrequency"));
        if (!(rate is > 1e-3 and <= IntegerRate.MaxHz && start is >= 0 and < 1e17))
            throw new InvalidDataException(FormattableString.Invariant(
                $"{file}: {sensor} cannot have begun at {start} µs with {rate} samples per second; the file is damaged."));
        double scale = record.Record("imuParams") is { } imu ? Scale(imu, sensor, file) : 1;
        return new EmbracePlusStream(sensor, start, rate, count, [.. columns.Select(c => c.Values).OfType<double[]>().Select(v => Scaled(v, scale))]);
    }

    /// <summary>Physical units for a count: the physical range over the digital one, as Empatica's guide to the raw data has it.</summary>
    private static double Scale(AvroRecord imu, string sensor, string file)
    {
        double scale = imu.Number("conversionFactor") is var factor && factor > 0 ? factor
            : (imu.Number("physicalMax") - imu.Number("physicalMin")) / (imu.Number("digitalMax") - imu.Number("digitalMin"));
        return scale is > 0 and < double.PositiveInfinity ? scale : throw new InvalidDataException(
            $"{file}: the ranges of {sensor} are empty, so that its counts have no scale.");
    }

    private static double[] Scaled(double[] values, double scale)
    {
        for (int i = 0; i < values.Length && scale != 1; i++)
            values[i] *= scale;
        return values;
    }
}
