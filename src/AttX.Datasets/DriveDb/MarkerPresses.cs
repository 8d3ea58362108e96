namespace AttX.Datasets.DriveDb;

/// <summary>Finds the presses of the marker's button, which the experimenter pressed at the start and the end of each segment of a drive.</summary>
internal static class MarkerPresses
{
    /// <summary>Rise of a press above the channel's level, which drifts, in the channel's own unit; presses reach 5.5 to 71 in drives 5 and 6.</summary>
    private const double Rise = 5;

    /// <summary>Presses closer than this are one: the button was pressed repeatedly.</summary>
    private const double TogetherSeconds = 30;

    private const double BlockSeconds = 10;

    /// <summary>Blocks whose median is the channel's level: a minute.</summary>
    private const int LevelBlocks = 6;

    /// <summary>Returns the moment of each press's highest sample, in seconds, in order.</summary>
    public static IReadOnlyList<double> Find(double[] marker, double rateHz)
    {
        int block = Math.Max(1, (int)Math.Round(BlockSeconds * rateHz));
        List<(double Seconds, double Last, double Height)> presses = [];
        for (int start = 0; start < marker.Length; start += block)
        {
            double level = Level(marker, start - (LevelBlocks - 1) / 2 * block, start + (LevelBlocks / 2 + 1) * block);
            for (int i = start; i < Math.Min(start + block, marker.Length); i++)
            {
                (double seconds, double height) = (i / rateHz, marker[i] - level);
                if (!(height > Rise))
                    continue;
                if (presses.Count == 0 || seconds - presses[^1].Last > TogetherSeconds)
                    presses.Add((seconds, seconds, height));
                else
                    presses[^1] = height > presses[^1].Height ? (seconds, seconds, height) : presses[^1] with { Last = seconds };
            }
        }

        return [.. presses.Select(p => p.Seconds)];
    }

    private static double Level(double[] marker, int start, int end)
    {
        double[] around = [.. marker.AsSpan(Math.Max(start, 0)..Math.Min(end, marker.Length)).ToArray().Where(double.IsFinite).Order()];
        return around.Length > 0 ? around[around.Length / 2] : double.NaN;
    }
}
