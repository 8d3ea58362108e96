using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AttX.Classical.Learning;

/// <summary>Loops over double-precision vectors. Always four lanes, so that every machine rounds alike.</summary>
internal static class VectorMath
{
    /// <summary>Σ a[i] · b[i]</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector256<double>> va = MemoryMarshal.Cast<double, Vector256<double>>(a), vb = MemoryMarshal.Cast<double, Vector256<double>>(b)[..va.Length];
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i + 3 < va.Length; i += 4)
        {
            s0 += va[i] * vb[i];
            s1 += va[i + 1] * vb[i + 1];
            s2 += va[i + 2] * vb[i + 2];
            s3 += va[i + 3] * vb[i + 3];
        }

        for (; i < va.Length; i++)
            s0 += va[i] * vb[i];
        double sum = Vector256.Sum(s0 + s1 + (s2 + s3));
        for (i = va.Length * 4; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Σ (a[i] − b[i])²</summary>
    public static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector256<double>> va = MemoryMarshal.Cast<double, Vector256<double>>(a), vb = MemoryMarshal.Cast<double, Vector256<double>>(b)[..va.Length];
        Vector256<double> even = default, odd = default;
        int i = 0;
        for (; i + 1 < va.Length; i += 2)
        {
            Vector256<double> first = va[i] - vb[i], second = va[i + 1] - vb[i + 1];
            even += first * first;
            odd += second * second;
        }

        if (i < va.Length)
            even += (va[i] - vb[i]) * (va[i] - vb[i]);
        double sum = Vector256.Sum(even + odd);
        for (i = va.Length * 4; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    /// <summary>exp(x) in place.</summary>
    public static void Exp(Span<double> x)
    {
        Span<Vector256<double>> vx = MemoryMarshal.Cast<double, Vector256<double>>(x);
        for (int i = 0; i < vx.Length; i++)
            vx[i] = Vector256.Exp(vx[i]);
        for (int i = vx.Length * 4; i < x.Length; i++)
            x[i] = Math.Exp(x[i]);
    }

    /// <summary>y[i] += scale · x[i]</summary>
    public static void AddScaled(Span<double> y, double scale, ReadOnlySpan<double> x)
    {
        Span<Vector256<double>> vy = MemoryMarshal.Cast<double, Vector256<double>>(y);
        ReadOnlySpan<Vector256<double>> vx = MemoryMarshal.Cast<double, Vector256<double>>(x)[..vy.Length];
        Vector256<double> factor = Vector256.Create(scale);
        for (int i = 0; i < vy.Length; i++)
            vy[i] += factor * vx[i];
        for (int i = vy.Length * 4; i < y.Length; i++)
            y[i] += scale * x[i];
    }

    /// <summary>The largest of some numbers.</summary>
    public static double Largest(ReadOnlySpan<double> x)
    {
        double largest = x[0];
        foreach (double value in x)
            largest = Math.Max(largest, value);
        return largest;
    }

    /// <summary>Softmax in place: exp(x[k]) / Σ exp(x).</summary>
    public static void Softmax(Span<double> x)
    {
        double largest = Largest(x), sum = 0;
        for (int k = 0; k < x.Length; k++)
            sum += x[k] = Math.Exp(x[k] - largest);
        for (int k = 0; k < x.Length; k++)
            x[k] /= sum;
    }
}
