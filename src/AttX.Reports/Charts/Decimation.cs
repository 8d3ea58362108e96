namespace AttX.Reports.Charts;

/// <summary>Thins a line without changing its visible shape.</summary>
internal static class Decimation
{
    /// <summary>Keeps the first, the lowest, the highest and the last of the consecutive points in one column of pixels.</summary>
    public static IReadOnlyList<ChartPoint> ByColumn(IReadOnlyList<ChartPoint> pixels)
    {
        List<ChartPoint> kept = [];
        for (int start = 0, end; start < pixels.Count; start = end)
        {
            (int low, int high) = (start, start);
            for (end = start + 1; end < pixels.Count && Math.Floor(pixels[end].X) == Math.Floor(pixels[start].X); end++)
            {
                low = pixels[end].Y < pixels[low].Y ? end : low;
                high = pixels[end].Y > pixels[high].Y ? end : high;
            }

            kept.AddRange(new SortedSet<int> { start, low, high, end - 1 }.Select(i => pixels[i]));
        }

        return kept;
    }
}
