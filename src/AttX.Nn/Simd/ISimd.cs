namespace AttX.Nn.Simd;

/// <summary>
/// A vector of floats of one width. Kernels are written once, generic over this; the JIT specialises them per width at no cost.
/// Every operation is lane-wise and rounds the same at every width, so a kernel that sums in a fixed order gives the same bits
/// at every width.
/// </summary>
/// <typeparam name="V">The vector type; float itself for one lane.</typeparam>
internal unsafe interface ISimd<V>
    where V : struct
{
    static abstract int Width { get; }

    static abstract V Load(float* source);

    static abstract void Store(V value, float* destination);

    static abstract V Create(float value);

    static abstract V Add(V a, V b);

    static abstract V Subtract(V a, V b);

    static abstract V Multiply(V a, V b);

    static abstract V Divide(V a, V b);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>a if it is greater than b, else b.</summary>
    static abstract V Max(V a, V b);

    /// <summary>0 if a is negative, else a. A NaN stays NaN, so that it surfaces.</summary>
    static abstract V Relu(V a);

    static abstract V Sqrt(V a);

    static abstract V Exp(V a);

    /// <summary>value where condition &gt; 0, else 0.</summary>
    static abstract V WherePositive(V condition, V value);
}
