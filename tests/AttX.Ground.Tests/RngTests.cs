namespace AttX.Ground.Tests;

public class RngTests
{
    // From xoshiro256** and SplitMix64 as their authors publish them.
    [Theory]
    [InlineData(0, new[] { 0x99EC5F36CB75F2B4UL, 0xBF6E1F784956452AUL, 0x1A5F849D4933E6E0UL, 0x6AA594F1262D2D2CUL })]
    [InlineData(1, new[] { 0xB3F2AF6D0FC710C5UL, 0x853B559647364CEAUL, 0x92F89756082A4514UL, 0x642E1C7BC266A3A7UL })]
    public void First_numbers_equal_those_of_the_published_generator(ulong seed, ulong[] expected)
    {
        Rng rng = new(seed);
        Assert.Equal(expected, expected.Select(_ => rng.NextUInt64()));
    }

    [Fact]
    public void Doubles_are_uniform()
    {
        const int count = 100_000, bins = 20;
        Rng rng = new(7);
        int[] histogram = new int[bins];
        for (int i = 0; i < count; i++)
        {
            double value = rng.NextDouble();
            Assert.InRange(value, 0, 1 - double.Epsilon);
            histogram[(int)(value * bins)]++;
        }

        AssertUniform(histogram, count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(30)]
    public void Integers_are_uniform(int maximum)
    {
        const int count = 100_000;
        Rng rng = new(8);
        int[] histogram = new int[maximum];
        for (int i = 0; i < count; i++)
            histogram[rng.NextInt(maximum)]++;
        AssertUniform(histogram, count);
    }

    [Fact]
    public void A_range_that_is_not_a_divisor_of_two_to_the_32_has_no_bias()
    {
        // Of 3 · 2^29 values, plain scaling of 32 bits would give each 3, 3 and 2 of them in turn.
        const int maximum = 3 << 29, count = 30_000;
        Rng rng = new(9);
        int[] histogram = new int[3];
        for (int i = 0; i < count; i++)
            histogram[rng.NextInt(maximum) % 3]++;
        AssertUniform(histogram, count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_empty_range_is_refused(int maximum) => Assert.Throws<ArgumentOutOfRangeException>(() => new Rng(1).NextInt(maximum));

    [Fact]
    public void Derived_seeds_depend_on_the_seed_and_on_the_purpose()
    {
        ulong[] seeds =
        [
            .. from seed in Enumerable.Range(0, 50)
               from purpose in new[] { "", "a", "b", "epoch 1", "epoch 2", "epoch 11" }
               select Rng.Derive((ulong)seed, purpose),
        ];
        Assert.Equal(seeds.Length, seeds.Distinct().Count());
        Assert.Equal(Rng.Derive(3, "a"), Rng.Derive(3, "a"));
    }

    [Fact]
    public void Shuffling_gives_every_permutation_equally_often()
    {
        const int count = 24_000;
        Rng rng = new(10);
        Dictionary<string, int> seen = [];
        for (int i = 0; i < count; i++)
        {
            int[] values = [0, 1, 2, 3];
            rng.Shuffle(values);
            string key = string.Join(',', values);
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(24, seen.Count);
        Assert.All(seen.Keys, key => Assert.Equal("0,1,2,3", string.Join(',', key.Split(',').Order(StringComparer.Ordinal))));
        AssertUniform([.. seen.Values], count);
    }

    // Within six standard deviations of a binomial count; the seeds are fixed.
    private static void AssertUniform(int[] histogram, int count)
    {
        double p = 1.0 / histogram.Length, deviation = Math.Sqrt(count * p * (1 - p));
        Assert.All(histogram, n => Assert.InRange(n, (count * p) - (6 * deviation), (count * p) + (6 * deviation)));
    }
}
