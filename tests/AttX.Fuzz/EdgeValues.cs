using System.Buffers.Binary;
using System.Text;
using AttX.Ground;

namespace AttX.Fuzz;

/// <summary>Values at which readers break: limits of types, counts that promise too much, texts that are no text.</summary>
internal static class EdgeValues
{
    private static readonly long[] Integers =
    [
        0, 1, -1, 2, 3, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 1 << 24, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, (1L << 32) + 1,
        0x3FFFFFFF, 0x40000000, 0x7FFFFFC7, long.MaxValue, long.MinValue, 1000, 100_000, 10_000_000,
    ];

    private static readonly double[] Floats =
    [
        0, -0.0, 1, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, 1e-9, 1e9, 1e18, 1e39, 0.5,
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "0.5", "0.000001", "1e-320", "1e999", "-1e999", "NaN", "Infinity", "1e308", "2147483647", "2147483648", "-2147483648", "4294967296",
        "9223372036854775807", "18446744073709551616", "1e15", "1e18", "99999999", "100000", "4096", "36000000", "3355.44", "1e-9", "1_0", "0x10", "1,5", "-",
        "+", "", "٣", "253402300800", "62135596800", "1e10", "3", "255", "999999999999999999999999999999",
    ];

    private static readonly string[] Jsons =
    [
        "null", "true", "false", "0", "-1", "1e999", "1e308", "0.5", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\u202e\\u001b[31m\"", "[]", "{}", "[null]", "[[]]",
        "{\"\":null}", "\"../../x\"", "\"/dev/zero\"", "\"a\\nb\"", "\"NaN\"", "[1,2,3]", "[1e999]", "\"ecg\"", "\"eda\"", "\"stress\"", "\"=1+1\"", "{\"\\ud800\":1}",
    ];

    private static readonly byte[][] Tokens =
    [
        "\u202e"u8.ToArray(), [0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], "\""u8.ToArray(), "\n"u8.ToArray(), "\r"u8.ToArray(), ","u8.ToArray(), ";"u8.ToArray(), "\t"u8.ToArray(),
        "["u8.ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), "}"u8.ToArray(), ":"u8.ToArray(), "\u001b[31m"u8.ToArray(), "%s"u8.ToArray(), "\\"u8.ToArray(),
        [20, 20, 0], [20], [21], "+1e30"u8.ToArray(), "(("u8.ToArray(), "'"u8.ToArray(), "\uFEFF"u8.ToArray(), "#"u8.ToArray(), "\\ud800"u8.ToArray(),
    ];

    /// <summary>An integer of 1 to 8 bytes in either order.</summary>
    public static byte[] Integer(Rng rng)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Integers[rng.NextInt(Integers.Length)] + rng.NextInt(3) - 1);
        bytes = bytes[..(1 << rng.NextInt(4))];
        if (rng.NextInt(2) == 0)
            Array.Reverse(bytes);
        return bytes;
    }

    /// <summary>A number in single or double precision, in either order.</summary>
    public static byte[] Float(Rng rng)
    {
        double value = Floats[rng.NextInt(Floats.Length)];
        byte[] bytes = rng.NextInt(2) == 0 ? BitConverter.GetBytes((float)value) : BitConverter.GetBytes(value);
        if (rng.NextInt(2) == 0)
            Array.Reverse(bytes);
        return bytes;
    }

    /// <summary>A number as text.</summary>
    public static string Number(Rng rng) => Numbers[rng.NextInt(Numbers.Length)];

    /// <summary>A value of JSON, deep or long now and then.</summary>
    public static byte[] Json(Rng rng) => Encoding.UTF8.GetBytes(rng.NextInt(24) switch
    {
        0 => new string('[', 100) + new string(']', 100),
        1 => $"\"{new string('x', 1 << rng.NextInt(17))}\"",
        2 => $"[{string.Join(',', Enumerable.Repeat(Jsons[rng.NextInt(Jsons.Length)], 1 << rng.NextInt(10)))}]",
        _ => Jsons[rng.NextInt(Jsons.Length)],
    });

    /// <summary>A character or a few that mean something to a reader or a terminal.</summary>
    public static byte[] Token(Rng rng) => Tokens[rng.NextInt(Tokens.Length)];
}
