using System.Text;
using AttX.Nn.Serialization;

namespace AttX.Testing;

/// <summary>The files of tests/golden/network, and the numbers that make_network.py generates instead of storing.</summary>
public static class Golden
{
    /// <summary>Returns the path of a file in that folder.</summary>
    public static string PathOf(string file) => Path.Combine(RealData.RepositoryRoot, "tests", "golden", "network", file);

    /// <summary>Reads name.safetensors.</summary>
    public static SafeTensorsFile Read(string name)
    {
        using FileStream stream = File.OpenRead(PathOf(name + ".safetensors"));
        return SafeTensors.Read(stream);
    }

    /// <summary>Generates numbers determined by the name: FNV-1a, then SplitMix64's finalizer of a counter, 24 bits.</summary>
    public static float[] Hashed(string name, int count, double low, double high)
    {
        ulong key = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes(name))
            key = (key ^ b) * 1099511628211;
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            ulong z = key + ((ulong)(i + 1) * 0x9E3779B97F4A7C15);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            values[i] = (float)(low + ((z >> 40) / (double)(1 << 24) * (high - low)));
        }

        return values;
    }

    /// <summary>Returns the initial weight of the whole-network cases (initial() in the script).</summary>
    public static float[] InitialWeight(string name, IReadOnlyList<int> shape)
    {
        int size = shape.Aggregate(1, (a, b) => a * b);
        string last = name.Split('.')[^1];
        bool norm = name.Contains(".bn", StringComparison.Ordinal);
        double limit = Math.Sqrt(6.0 / (shape.Take(2).Sum() * (shape.Count > 2 ? shape[2] : 1)));
        (double low, double high) = last switch
        {
            "w_u" or "running_var" => (0.5, 1.5),
            "weight" when norm => (0.5, 1.5),
            "running_mean" => (-0.5, 0.5),
            "W" => (-0.4, 0.4),
            "bias" => norm ? (-0.3, 0.3) : (-0.1, 0.1),
            _ when name.StartsWith("absent.", StringComparison.Ordinal) => (-0.5, 0.5),
            _ when name.Contains(".prelu.", StringComparison.Ordinal) => (-0.2, 0.5),
            _ => (-limit, limit),
        };
        float[] values = Hashed(name, size, low, high);
        for (int i = 0; last == "W" && i < shape[0]; i++)
            values[(i * shape[0]) + i] += 1;
        return values;
    }

    /// <summary>Whether a window of the cases that miss sensors has a branch's (presence() in the script).</summary>
    public static bool IsPresent(int window, int branch) => (window + (2 * branch)) % 5 >= 2;

    /// <summary>Selects the values of a tensor that the script stores: of more than 2048 values, every s-th.</summary>
    public static float[] Sampled(float[] values)
    {
        if (values.Length <= 2048)
            return values;
        int step = (values.Length + 1023) / 1024;
        step += 1 - (step % 2);
        return [.. values.Where((_, i) => i % step == 0)];
    }
}
