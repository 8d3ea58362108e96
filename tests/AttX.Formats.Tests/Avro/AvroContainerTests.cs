using AttX.Formats.Avro;
using AttX.Testing;
using static AttX.Formats.Tests.Avro.AvroBytes;

namespace AttX.Formats.Tests.Avro;

/// <summary>Expected values are worked out by hand from Avro's specification.</summary>
public sealed class AvroContainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("null")]
    [InlineData("deflate")]
    public void Every_type_is_read(string codec)
    {
        const string Schema = """
            {"type": "record", "name": "All", "namespace": "a.b", "fields": [
              {"name": "none", "type": "null"}, {"name": "yes", "type": "boolean"}, {"name": "int", "type": "int"}, {"name": "long", "type": "long"},
              {"name": "float", "type": "float"}, {"name": "double", "type": "double"}, {"name": "bytes", "type": "bytes"},
              {"name": "text", "type": "string"}, {"name": "fixed", "type": {"type": "fixed", "name": "Two", "size": 2}},
              {"name": "enum", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"]}},
              {"name": "array", "type": {"type": "array", "items": "int"}}, {"name": "map", "type": {"type": "map", "values": "long"}},
              {"name": "union", "type": ["null", "string"]}, {"name": "again", "type": "a.b.E"}]}
            """;
        byte[] body =
        [
            1, .. Long(-3), .. Long(1L << 40), .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2.25), .. Long(1), 9, .. Utf8("µ"), 7, 8, .. Long(1),
            .. Long(-2), .. Long(2), .. Long(5), .. Long(-6), .. Long(1), .. Long(7), .. Long(0),
            .. Long(1), .. Utf8("k"), .. Long(11), .. Long(0), .. Long(1), .. Utf8("u"), .. Long(0),
        ];
        AvroRecord all = Assert.IsType<AvroRecord>(Assert.Single(Read(Schema, codec, body)));
        Assert.Null(all["none"]);
        Assert.Equal([true, -3L, 1L << 40, 1.5, -2.25], new[] { all["yes"], all["int"], all["long"], all["float"], all["double"] });
        Assert.Equal([9], (byte[])all["bytes"]!);
        Assert.Equal([7, 8], (byte[])all["fixed"]!);
        Assert.Equal(["µ", "B", "u", "A"], new[] { all["text"], all["enum"], all["union"], all["again"] });
        Assert.Equal([5.0, -6, 7], all.Numbers("array").Values!);
        Assert.Equal(11L, all.Record("map")!["k"]);
    }

    [Fact]
    public void Arrays_that_are_not_wanted_are_counted()
    {
        const string Schema = """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": "array", "items": "float"}}]}""";
        string path = Write(Schema, "null", Floats([1, 2, 3]));
        AvroRecord record = Assert.IsType<AvroRecord>(Assert.Single(AvroContainer.Read(path, (_, _) => false)));
        Assert.Equal(new AvroNumbers(3, null), record.Numbers("x"));
    }

    [Theory]
    [InlineData("""{"type": "record", "name": "R", "fields": [{"name": "x", "type": "R"}]}""", "more than 64 deep")]
    [InlineData("""{"type": "array", "items": "null"}""", "more than 262144 single values")]
    [InlineData("""{"type": "array", "items": "long"}""", "announces 1125899906842624 numbers where")]
    [InlineData("\"bytes\"", "1125899906842624 bytes are announced")]
    [InlineData("""["null", "int"]""", "not among the 2 that its schema allows")]
    [InlineData("""{"type": "fixed", "name": "F", "size": 2000000000}""", "up to 1048576 are read")]
    [InlineData("\"Unknown\"", "before it defines it")]
    [InlineData("""{"type": "record"}""", "schema is damaged")]
    [InlineData("[[[", "schema is damaged")]
    public void A_hostile_schema_or_size_is_refused(string schema, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read(schema, "null", Long(1L << 50))).Message);

    [Fact]
    public void A_schema_of_any_depth_is_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("""{"type": "array", "items": """, 5000)) + "\"int\"" + new string('}', 5000);
        Assert.Contains("schema is damaged", Assert.Throws<InvalidDataException>(() => Read(deep, "null", [0])).Message);
    }

    [Fact]
    public void Records_that_double_at_every_level_end()
    {
        string fields = string.Join(", ", Enumerable.Range(0, 30).Select(i => $$"""
            {"name": "f{{i}}", "type": {"type": "record", "name": "R{{i}}", "fields": [
              {"name": "a", "type": "{{(i == 0 ? "null" : $"R{i - 1}")}}"}, {"name": "b", "type": "{{(i == 0 ? "null" : $"R{i - 1}")}}"}]} }
            """));
        string schema = $$"""{"type": "record", "name": "All", "fields": [{{fields}}]}""";
        Assert.Contains("single values", Assert.Throws<InvalidDataException>(() => Read(schema, "null", [])).Message);
    }

    [Fact]
    public void A_block_that_unpacks_to_far_more_than_it_is_is_refused() =>
        Assert.Contains("as no recording does", Assert.Throws<InvalidDataException>(() => Read("\"bytes\"", "deflate", new byte[32 << 20])).Message);

    [Fact]
    public void What_is_no_container_is_refused()
    {
        File.WriteAllBytes(_folder["short.avro"], "Ob"u8.ToArray());
        Assert.Contains("does not begin as an Avro file", Refusal(_folder["short.avro"]));
        Assert.Contains("'snappy'; null and deflate are read", Refusal(Write("\"int\"", "snappy", Long(1))));
        Assert.Contains("bytes are left", Refusal(Write("\"int\"", "null", [.. Long(1), .. Long(2)])));
        byte[] marked = File.ReadAllBytes(Write("\"int\"", "null", Long(1)));
        marked[^1]++;
        File.WriteAllBytes(_folder["mark.avro"], marked);
        Assert.Contains("lacks the file's mark", Refusal(_folder["mark.avro"]));
    }

    private static string Refusal(string path) => Assert.Throws<InvalidDataException>(() => AvroContainer.Read(path, (_, _) => true).ToList()).Message;

    private List<object?> Read(string schema, string codec, byte[] body) => [.. AvroContainer.Read(Write(schema, codec, body), (_, _) => true)];

    private string Write(string schema, string codec, byte[] body)
    {
        File.WriteAllBytes(_folder["a.avro"], Container(schema, codec, body));
        return _folder["a.avro"];
    }
}
