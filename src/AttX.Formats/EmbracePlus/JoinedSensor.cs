namespace AttX.Formats.EmbracePlus;

/// <summary>
/// One sensor's stretches from files in a row, on one grid of samples. A stretch that begins within 0.1 s, or half a sample, of where the
/// one before ended follows it: the device's clock is set that often. Where more is missing, there is a gap.
/// </summary>
internal sealed class JoinedSensor
{
    /// <summary>What clocks are set by between files in a row (41 to 46 ms in real ones), and what is a real overlap.</summary>
    private const double ClockSeconds = 0.1, MaxOverlapSeconds = 1;

    private readonly List<(int File, long Position, int Skip, int Count)> _stretches = [];

    /// <param name="parts">The stretches with the number and name of their file, in order of time.</param>
    /// <exception cref="InvalidDataException">Two overlap, or differ in their rates.</exception>
    public JoinedSensor(IReadOnlyList<(int File, string Name, EmbracePlusStream Stream)> parts)
    {
        Sensor = parts[0].Stream.Sensor;
        StartMicros = parts[0].Stream.StartMicros;
        RateHz = RateOf(parts);
        string last = parts[0].Name;
        foreach ((int file, string name, EmbracePlusStream stream) in parts)
        {
            double exact = (stream.StartMicros - StartMicros) * 1e-6 * RateHz;
            double tolerance = Math.Max(0.5, ClockSeconds * RateHz), overlap = Length - exact;
            if (overlap > Math.Max(tolerance, MaxOverlapSeconds * RateHz))
                throw new InvalidDataException(FormattableString.Invariant(
                    $"{name} and {last} overlap: {Sensor} begins {overlap / RateHz:0.#} s before it has ended. Keep one of them."));
            int skip = overlap > tolerance ? (int)Math.Min(stream.Count, Math.Round(overlap)) : 0;
            long position = overlap < -tolerance ? (long)Math.Round(exact) : Length;
            Missing += position - Length;
            _stretches.Add((file, position, skip, stream.Count - skip));
            Length = position + stream.Count - skip;
            last = name;
        }
    }

    public string Sensor { get; }

    /// <summary>Unix time of the first sample, in microseconds.</summary>
    public double StartMicros { get; }

    public double RateHz { get; }

    /// <summary>Samples, missing ones included.</summary>
    public long Length { get; private set; }

    /// <summary>Samples missing between files.</summary>
    public long Missing { get; private set; }

    /// <summary>Puts a file's samples where they belong.</summary>
    /// <param name="file">The file's number.</param>
    /// <param name="samples">Its samples.</param>
    /// <param name="target">The signal without its first samples.</param>
    /// <param name="first">How many those are.</param>
    public void Place(int file, ReadOnlySpan<double> samples, Span<double> target, long first)
    {
        foreach ((int number, long position, int skip, int count) in _stretches)
            if (number == file && skip + count == samples.Length)
                for (int i = (int)Math.Clamp(first - position, 0, count); i < count; i++)
                    target[(int)(position - first) + i] = samples[skip + i];
    }

    /// <summary>The integer rate that all stretches are within 0.1 s or half a sample of over their length, else the mean of what the files measured.</summary>
    private double RateOf(IReadOnlyList<(int File, string Name, EmbracePlusStream Stream)> parts)
    {
        double nearest = Math.Round(parts[0].Stream.RateHz), samples = 0, seconds = 0;
        bool isInteger = nearest > 0;
        foreach ((_, string name, EmbracePlusStream stream) in parts)
        {
            if (!(Math.Abs(stream.RateHz / parts[0].Stream.RateHz - 1) <= 0.01))
                throw new InvalidDataException(FormattableString.Invariant(
                    $"{Sensor} has {stream.RateHz:0.###} Hz in {name}, but {parts[0].Stream.RateHz:0.###} Hz in {parts[0].Name}; open files of one rate."));
            isInteger &= Math.Abs(stream.Count / stream.RateHz - stream.Count / nearest) <= Math.Max(ClockSeconds, 0.5 / nearest);
            samples += stream.Count;
            seconds += stream.Count / stream.RateHz;
        }

        return isInteger ? nearest : samples / seconds;
    }
}
