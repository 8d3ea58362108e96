namespace AttX.Datasets.Synthetic;

/// <summary>Random draws for one purpose, determined by the seed, the subject and the purpose alone.</summary>
internal sealed class Dice
{
    private readonly Random _random;
    private double _spare = double.NaN;

    /// <summary>Starts the draws for one purpose ("ecg noise") of one subject.</summary>
    public Dice(int seed, int subject, string purpose)
    {
        ulong state = Mix(Mix((uint)seed) ^ (uint)subject);
        foreach (char c in purpose)
            state = Mix(state ^ c);
        _random = new Random((int)(state >> 33));
    }

    /// <summary>Draws uniformly from [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * _random.NextDouble();

    /// <summary>Returns whether an event of this probability happens.</summary>
    public bool Chance(double probability) => _random.NextDouble() < probability;

    /// <summary>Draws from a normal distribution with the given mean and standard deviation (Marsaglia's polar method).</summary>
    public double Normal(double mean, double deviation) => mean + deviation * Standard();

    /// <summary>Log-normal around a median: exp of a normal with this deviation, kept within [low, high].</summary>
    public double Around(double median, double spread, double low, double high) =>
        Math.Clamp(median * Math.Exp(Normal(0, spread)), low, high);

    private double Standard()
    {
        if (!double.IsNaN(_spare))
        {
            double kept = _spare;
            _spare = double.NaN;
            return kept;
        }
        double u, v, square;
        do
        {
            u = Uniform(-1, 1);
            v = Uniform(-1, 1);
            square = u * u + v * v;
        }
        while (square is >= 1 or 0);
        double scale = Math.Sqrt(-2 * Math.Log(square) / square);
        _spare = v * scale;
        return u * scale;
    }

    /// <summary>Applies the finaliser of SplitMix64: every bit of the input affects every bit of the output.</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E37_79B9_7F4A_7C15;
        x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
        x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
        return x ^ (x >> 31);
    }
}
