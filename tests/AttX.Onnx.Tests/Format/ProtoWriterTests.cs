using AttX.Onnx.Format;

namespace AttX.Onnx.Tests.Format;

/// <summary>Compares with the examples of the encoding's specification (https://protobuf.dev/programming-guides/encoding).</summary>
public class ProtoWriterTests
{
    [Fact]
    public void Integers_are_varints() => Assert.Equal("08 96 01", Written(w => w.Integer(1, 150)));

    [Fact]
    public void Negative_integers_take_ten_bytes() => Assert.Equal("08 FE FF FF FF FF FF FF FF FF 01", Written(w => w.Integer(1, -2)));

    [Fact]
    public void Text_is_preceded_by_its_length_in_bytes() => Assert.Equal("12 03 C2 B5 53", Written(w => w.Text(2, "µS")));

    [Fact]
    public void A_message_is_preceded_by_its_length() => Assert.Equal("1A 03 08 96 01", Written(w => w.Message(3, m => m.Integer(1, 150))));

    [Fact]
    public void Field_numbers_above_15_take_two_bytes() => Assert.Equal("A0 01 02", Written(w => w.Integer(20, 2)));

    [Fact]
    public void Singles_are_little_endian() => Assert.Equal("15 00 00 C0 3F", Written(w => w.Single(2, 1.5f)));

    private static string Written(Action<ProtoWriter> write)
    {
        ProtoWriter writer = new();
        write(writer);
        using MemoryStream stream = new();
        writer.CopyTo(stream);
        return BitConverter.ToString(stream.ToArray()).Replace('-', ' ');
    }
}
