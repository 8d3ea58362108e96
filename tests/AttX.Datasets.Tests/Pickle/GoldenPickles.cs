using AttX.Datasets.Pickle;
using AttX.Testing;

namespace AttX.Datasets.Tests.Pickle;

/// <summary>The files of tests/golden/pickles, and the values that make_pickles.py put into them.</summary>
internal static class GoldenPickles
{
    public static string Folder { get; } = Path.Combine(RealData.RepositoryRoot, "tests", "golden", "pickles");

    public static string PathOf(string name) => Path.Combine(Folder, name + ".pkl");

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>make_pickles.py's noise(count, seed).</summary>
    public static double[] Noise(int count, uint seed)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            seed = unchecked(seed * 1664525 + 1013904223);
            values[i] = (seed / 65536.0 - 32768) / 64;
        }
        return values;
    }

    public static byte[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 8 / count))];

    public static PickleDocument Read(byte[] pickle, params string[] wanted) =>
        PickleDocument.Read(() => new MemoryStream(pickle), pickle.Length, "S2.pkl", wanted.ToHashSet());

    public static double[] Doubles(this PickleDocument document, string path) =>
        Assert.IsType<PickleArray>(document.Find(path)).ToDoubles(path);
}
