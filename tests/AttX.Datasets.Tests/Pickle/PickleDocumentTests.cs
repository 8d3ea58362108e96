using AttX.Datasets.Pickle;
using AttX.Datasets.Wesad;

namespace AttX.Datasets.Tests.Pickle;

public class PickleDocumentTests
{
    public static TheoryData<string> Recordings =>
    [
        "python3-protocol0", "python3-protocol1", "python3-protocol2", "python3-protocol3", "python3-protocol4", "python3-protocol5",
        "python2-protocol0", "python2-protocol0-quotes", "python2-protocol2",
        "numpy2-protocol2", "numpy2-protocol4", "numpy2-protocol5", "bytes-keys-protocol4",
        "odd-protocol0", "odd-protocol2", "odd-protocol5",
    ];

    [Theory, MemberData(nameof(Recordings))]
    public void Reads_what_is_wanted_and_keeps_nothing_else(string name)
    {
        PickleDocument document = GoldenPickles.Read(GoldenPickles.Bytes(name), "signal/chest/ECG", "signal/wrist/BVP", "label");
        Assert.Equal(GoldenPickles.Noise(160, 2), document.Doubles("signal/chest/ECG"));
        Assert.Equal(GoldenPickles.Noise(160, 8), document.Doubles("signal/wrist/BVP"));
        Assert.Equal(GoldenPickles.Labels(160), ((PickleArray)document.Find("label")!).ToCodes("label"));
        PickleArray skipped = Assert.IsType<PickleArray>(document.Find("signal/chest/EDA"));
        Assert.Equal([160L, 1L], skipped.Shape);
        Assert.Null(skipped.Payload!.Data);
        Assert.Equal("S2", Assert.IsType<PickleBytes>(document.Find("subject")).Text);
    }

    [Theory, MemberData(nameof(Recordings))]
    public void Reads_every_array_of_a_recording(string name)
    {
        string[] paths = ["signal/chest/ACC", "signal/chest/EMG", "signal/chest/EDA", "signal/chest/Temp", "signal/wrist/EDA"];
        PickleDocument document = GoldenPickles.Read(GoldenPickles.Bytes(name), paths);
        Assert.Equal(GoldenPickles.Noise(48, 1), document.Doubles(paths[0]));
        Assert.Equal(GoldenPickles.Noise(16, 3), document.Doubles(paths[1]));
        Assert.Equal(GoldenPickles.Noise(160, 4), document.Doubles(paths[2]));
        Assert.Equal(GoldenPickles.Noise(16, 5).Select(v => (double)(float)(Math.Round(v * 4) / 4)), document.Doubles(paths[3]));
        Assert.Equal(GoldenPickles.Noise(16, 9), document.Doubles(paths[4]));
    }

    [Theory, InlineData(0), InlineData(2), InlineData(5)]
    public void Finds_an_array_under_a_second_key_by_reading_again(int protocol)
    {
        // "copy" comes first in the file; the wanted EDA is a reference to it, its bytes long gone by when that shows.
        int passes = 0;
        byte[] pickle = GoldenPickles.Bytes($"odd-protocol{protocol}");
        PickleDocument document = PickleDocument.Read(Open, pickle.Length, "S2.pkl", new HashSet<string> { "signal/chest/EDA" });
        Assert.Equal(GoldenPickles.Noise(160, 4), document.Doubles("signal/chest/EDA"));
        Assert.Equal(2, passes);

        Stream Open()
        {
            passes++;
            return new MemoryStream(pickle);
        }
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void Reads_every_type_byte_order_and_order_of_dimensions(int protocol)
    {
        PickleDocument document = GoldenPickles.Read(GoldenPickles.Bytes($"types-protocol{protocol}"), "c");
        foreach (string order in (string[])["<", ">"])
        {
            foreach (string code in (string[])["f8", "f4", "i1", "i2", "i4", "i8"])
                Assert.Equal([-3, -2, -1, 97], document.Doubles(order + code));
            foreach (string code in (string[])["u1", "u2", "u4", "u8"])
            {
                Assert.Equal([0, 1, 2, 100], document.Doubles(order + code));
                Assert.Equal([0, 1, 2, 100], ((PickleArray)document.Find(order + code)!).ToCodes("x").Select(s => (double)s));
            }
        }
        Assert.Equal(Enumerable.Range(0, 15).Select(i => (double)i), document.Doubles("fortran"));
        Assert.Equal(Enumerable.Range(0, 15).Select(i => (double)i), document.Doubles("c"));
        Assert.Empty(document.Doubles("empty"));
    }

    [Fact]
    public void A_label_beyond_a_byte_is_an_error()
    {
        PickleDocument document = GoldenPickles.Read(GoldenPickles.Bytes("types-protocol2"));
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => ((PickleArray)document.Find("<i4")!).ToCodes("S2.pkl: label"));
        Assert.Equal("S2.pkl: label has the value -3 at sample 0; labels are codes from 0 to 255.", e.Message);
    }

    [Fact]
    public void Values_shared_by_two_keys_are_handed_out_separately()
    {
        PickleDocument document = GoldenPickles.Read(GoldenPickles.Bytes("odd-protocol2"), "copy", "signal/chest/EDA");
        double[] first = document.Doubles("copy"), second = document.Doubles("signal/chest/EDA");
        Assert.NotSame(first, second);
        Assert.Equal(first, second);
    }

    [Theory, MemberData(nameof(Recordings))]
    public void Reads_from_a_stream_that_gives_a_few_bytes_at_a_time(string name)
    {
        byte[] pickle = GoldenPickles.Bytes(name);
        PickleDocument document = PickleDocument.Read(
            () => new TricklingStream(pickle), pickle.Length, "S2.pkl", new HashSet<string> { "signal/chest/ECG", "label" });
        Assert.Equal(GoldenPickles.Noise(160, 2), document.Doubles("signal/chest/ECG"));
        Assert.Equal(GoldenPickles.Labels(160), ((PickleArray)document.Find("label")!).ToCodes("label"));
    }

    [Theory, InlineData(100_000), InlineData(100_003), InlineData(262_143)]
    public void Reads_and_skips_lines_longer_than_the_buffer(int rows)
    {
        Dictionary<WesadArray, double[]> values = WesadArray.All.ToDictionary(a => a, a => GoldenPickles.Noise(rows * a.Columns, (uint)a.Name.Length));
        using MemoryStream stream = new();
        WesadWriter.Write(stream, "S2", WesadArray.All, a => values[a], GoldenPickles.Labels(rows));
        PickleDocument document = GoldenPickles.Read(stream.ToArray(), "signal/chest/EMG", "signal/wrist/TEMP", "signal/wrist/ACC", "label");
        Assert.Equal(values[WesadArray.All[2]], document.Doubles("signal/chest/EMG"));
        Assert.Equal(values[WesadArray.All[9]], document.Doubles("signal/wrist/TEMP"));
        Assert.Equal(values[WesadArray.All[6]], document.Doubles("signal/wrist/ACC"));
        Assert.Equal(GoldenPickles.Labels(rows), ((PickleArray)document.Find("label")!).ToCodes("label"));
    }

    /// <summary>Cannot seek, and gives one to seven bytes at a time.</summary>
    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        private int _reads;

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1 + _reads++ % 7)]);
    }
}
