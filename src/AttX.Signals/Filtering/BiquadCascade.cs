using System.Runtime.Intrinsics;

namespace AttX.Signals.Filtering;

/// <summary>Runs a cascade of second-order sections over a long signal, forwards or backwards.</summary>
/// <remarks>
/// Each output of a recursive filter depends on the last one, so one signal cannot fill a vector. Eight parts of it can: the
/// signal is cut into eight equal parts, one per lane. A part needs the state that its predecessor ends in; it gets it by
/// first filtering the samples before its start, from rest, for as long as the filter remembers
/// (<see cref="SecondOrderSections.MemorySamples"/>), after which the state differs from the true one by less than rounding.
/// </remarks>
internal static partial class BiquadCascade
{
    private const int Lanes = 8;
    private const int TileRows = 256;

    /// <summary>Returns whether the signal is long enough for the lanes to save more than their warm-up costs.</summary>
    private static bool WorthLanes(long length, long memory) => length / Lanes > 2 * memory + TileRows;

    /// <summary>
    /// Filters <paramref name="length"/> samples; sample t is at <c>source[direction * t]</c> and goes to
    /// <c>destination[direction * t]</c> (which may be the same place). <paramref name="state"/> is read and updated.
    /// </summary>
    public static unsafe void Run(
        SecondOrderSections sections, double* source, double* destination, long length, int direction, Span<double> state)
    {
        long memory = sections.MemorySamples(), done = 0;
        if (WorthLanes(length, memory))
        {
            done = length / Lanes * Lanes;
            RunLanes(sections, source, destination, length / Lanes, direction, memory, state);
        }

        for (long t = done; t < length; t++)
        {
            double x = source[direction * t];
            RunReference(sections, new ReadOnlySpan<double>(ref x), new Span<double>(destination + direction * t, 1), state);
        }
    }

    private static unsafe void RunLanes(
        SecondOrderSections sections, double* source, double* destination, long part, int direction, long memory, Span<double> state)
    {
        int pairs = (sections.Count + 1) / 2;
        Vector512<double>* lanes = stackalloc Vector512<double>[4 * pairs];
        new Span<Vector512<double>>(lanes, 4 * pairs).Clear();
        double* unaligned = stackalloc double[(TileRows + 1) * Lanes];
        double* tile = (double*)(((nuint)unaligned + 63) & ~(nuint)63);

        for (long done = 0; done < memory; done += TileRows)
        {
            int rows = (int)Math.Min(TileRows, memory - done);
            Gather(source + direction * (done - memory), direction * part, direction, rows, tile, firstLane: 1);
            Filter(sections, tile, rows, lanes);
        }

        // The first part has no predecessor: it starts in the given state.
        for (int i = 0; i < 2 * sections.Count; i++)
            lanes[i] = lanes[i].WithElement(0, state[i]);
        for (long done = 0; done < part; done += TileRows)
        {
            int rows = (int)Math.Min(TileRows, part - done);
            Gather(source + direction * done, direction * part, direction, rows, tile, firstLane: 0);
            Filter(sections, tile, rows, lanes);
            Scatter(tile, rows, destination + direction * done, direction * part, direction);
        }

        for (int i = 0; i < 2 * sections.Count; i++)
            state[i] = lanes[i].GetElement(Lanes - 1);
    }

    /// <summary>Gathers tile[row, lane] = source[lane · part + row · direction]; lanes before the first one requested repeat it.</summary>
    private static unsafe void Gather(double* source, long part, int direction, int rows, double* tile, int firstLane)
    {
        double* p0 = source + firstLane * part;
        double* p1 = source + part, p2 = p1 + part, p3 = p2 + part, p4 = p3 + part;
        double* p5 = p4 + part, p6 = p5 + part, p7 = p6 + part;
        long t = 0;
        for (int row = 0; row < rows; row++, t += direction)
            Vector512.Create(p0[t], p1[t], p2[t], p3[t], p4[t], p5[t], p6[t], p7[t]).StoreAligned(tile + row * Lanes);
    }

    /// <summary>destination[lane · part + row · direction] = tile[row, lane].</summary>
    private static unsafe void Scatter(double* tile, int rows, double* destination, long part, int direction)
    {
        double* p0 = destination, p1 = p0 + part, p2 = p1 + part, p3 = p2 + part;
        double* p4 = p3 + part, p5 = p4 + part, p6 = p5 + part, p7 = p6 + part;
        long t = 0;
        for (double* row = tile; row < tile + rows * Lanes; row += Lanes, t += direction)
        {
            p0[t] = row[0];
            p1[t] = row[1];
            p2[t] = row[2];
            p3[t] = row[3];
            p4[t] = row[4];
            p5[t] = row[5];
            p6[t] = row[6];
            p7[t] = row[7];
        }
    }

    /// <summary>Runs two sections at a time over the tile, so that each hides the other's latency.</summary>
    private static unsafe void Filter(SecondOrderSections sections, double* tile, int rows, Vector512<double>* lanes)
    {
        for (int i = 0; i < sections.Count; i += 2)
            FilterPair(sections[i], i + 1 < sections.Count ? sections[i + 1] : Biquad.Identity, tile, rows, lanes + 2 * i);
    }

    private static unsafe void FilterPair(Biquad first, Biquad second, double* tile, int rows, Vector512<double>* state)
    {
        Vector512<double> b0 = Vector512.Create(first.B0), b1 = Vector512.Create(first.B1), b2 = Vector512.Create(first.B2);
        Vector512<double> a1 = Vector512.Create(-first.A1), a2 = Vector512.Create(-first.A2);
        Vector512<double> d0 = Vector512.Create(second.B0), d1 = Vector512.Create(second.B1), d2 = Vector512.Create(second.B2);
        Vector512<double> c1 = Vector512.Create(-second.A1), c2 = Vector512.Create(-second.A2);
        Vector512<double> u1 = state[0], u2 = state[1], v1 = state[2], v2 = state[3];
        for (double* end = tile + rows * Lanes; tile < end; tile += Lanes)
        {
            Vector512<double> x = Vector512.LoadAligned(tile);
            Vector512<double> y = Vector512.MultiplyAddEstimate(b0, x, u1);
            u1 = Vector512.MultiplyAddEstimate(a1, y, Vector512.MultiplyAddEstimate(b1, x, u2));
            u2 = Vector512.MultiplyAddEstimate(a2, y, b2 * x);
            Vector512<double> z = Vector512.MultiplyAddEstimate(d0, y, v1);
            v1 = Vector512.MultiplyAddEstimate(c1, z, Vector512.MultiplyAddEstimate(d1, y, v2));
            v2 = Vector512.MultiplyAddEstimate(c2, z, d2 * y);
            z.StoreAligned(tile);
        }

        state[0] = u1;
        state[1] = u2;
        state[2] = v1;
        state[3] = v2;
    }
}
