using System.Buffers.Binary;
using System.Text;
using AttX.Nn.Serialization;

namespace AttX.Nn.Tests.Serialization;

public class SafeTensorsTests
{
    private static readonly NamedTensor[] s_tensors =
    [
        new("b", [2, 3], [1, -2, 3.5f, float.MaxValue, float.Epsilon, -0.0f]),
        new("a", [], [7]),
        new("empty", [0, 4], []),
        new("häufig \"x\"", [3], [float.NaN, float.PositiveInfinity, float.NegativeInfinity]),
    ];

    private static readonly Dictionary<string, string> s_metadata = new() { ["z"] = "ü", ["a"] = "{\"k\":1}", ["empty"] = "" };

    [Fact]
    public void Reading_returns_the_written_bits()
    {
        SafeTensorsFile file = SafeTensors.Read(new MemoryStream(Write(s_tensors, s_metadata)));
        Assert.Equal(s_metadata.OrderBy(m => m.Key), file.Metadata.OrderBy(m => m.Key));
        Assert.Equal(s_tensors.Select(t => t.Name), file.Tensors.Select(t => t.Name));
        foreach ((NamedTensor expected, NamedTensor actual) in s_tensors.Zip(file.Tensors))
        {
            Assert.Equal(expected.Shape, actual.Shape);
            Assert.Equal(expected.Data.Select(BitConverter.SingleToUInt32Bits), actual.Data.Select(BitConverter.SingleToUInt32Bits));
        }
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_whatever_the_order_of_the_metadata()
    {
        byte[] bytes = Write(s_tensors, s_metadata);
        Assert.Equal(bytes, Write(s_tensors, s_metadata.Reverse().ToDictionary()));
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(bytes) % 8);
    }

    [Fact]
    public void The_metadata_are_read_without_the_tensors()
    {
        byte[] bytes = Write(s_tensors, s_metadata);
        int header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(s_metadata, SafeTensors.ReadMetadata(new MemoryStream(bytes, 0, header)));
        Assert.Throws<InvalidDataException>(() => SafeTensors.ReadMetadata(new MemoryStream(bytes, 0, header - 1)));
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        byte[] bytes = Write(s_tensors, s_metadata);
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => SafeTensors.Read(new MemoryStream(bytes, 0, length)));
        Assert.Throws<InvalidDataException>(() => SafeTensors.Read(new MemoryStream([.. bytes, 0])));
    }

    [Fact]
    public void A_file_with_any_byte_changed_is_read_or_refused()
    {
        byte[] bytes = Write(s_tensors, s_metadata);
        int headerEnd = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes), refused = 0;
        for (int at = 0; at < headerEnd; at++)
            foreach (byte value in new byte[] { 0, (byte)'9', (byte)'"', (byte)'-', 0xFF })
            {
                byte[] damaged = [.. bytes];
                damaged[at] = value;
                try
                {
                    SafeTensors.Read(new MemoryStream(damaged));
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }

        Assert.InRange(refused, headerEnd, headerEnd * 5);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 40)]
    [InlineData(99_999_999)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void An_impossible_header_length_costs_no_memory(long length)
    {
        byte[] bytes = new byte[64];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => SafeTensors.Read(new MemoryStream(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")] // overlap
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")] // overlap
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")] // gap
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2000000000,2000000000,2000000000,0],"data_offsets":[0,0]}}""")] // product overflows
    [InlineData("""{"a":{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}}""")] // not there
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":8}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")] // twice
    [InlineData("""{"a":7}""")]
    [InlineData("""{"__metadata__":7}""")]
    [InlineData("""{"__metadata__":{"k":7}}""")]
    [InlineData("""{}""")] // data without a tensor
    [InlineData("""[]""")]
    [InlineData("""{"a":""")]
    public void A_header_that_does_not_fit_its_eight_bytes_of_data_is_refused(string header)
    {
        byte[] text = Encoding.UTF8.GetBytes(header), bytes = new byte[8 + text.Length + 8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 8);
        Assert.Throws<InvalidDataException>(() => SafeTensors.Read(new MemoryStream(bytes)));
    }

    [Fact]
    public void A_header_nested_without_end_is_refused()
    {
        byte[] text = Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000)), bytes = new byte[8 + text.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 8);
        Assert.Throws<InvalidDataException>(() => SafeTensors.Read(new MemoryStream(bytes)));
    }

    [Fact]
    public void A_type_other_than_float32_is_named()
    {
        string header = """{"w":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}""";
        byte[] bytes = [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. new byte[8]];
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => SafeTensors.Read(new MemoryStream(bytes)));
        Assert.Contains("'w'", e.Message, StringComparison.Ordinal);
        Assert.Contains("BF16", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_tensor_is_named() => Assert.Contains(
        "'nothing'",
        Assert.Throws<InvalidDataException>(() => SafeTensors.Read(new MemoryStream(Write(s_tensors, s_metadata)))["nothing"]).Message,
        StringComparison.Ordinal);

    private static byte[] Write(NamedTensor[] tensors, Dictionary<string, string> metadata)
    {
        using MemoryStream stream = new();
        SafeTensors.Write(stream, tensors, metadata);
        return stream.ToArray();
    }
}
