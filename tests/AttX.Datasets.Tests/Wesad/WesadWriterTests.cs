using AttX.Datasets.Pickle;
using AttX.Datasets.Tests.Pickle;
using AttX.Datasets.Wesad;

namespace AttX.Datasets.Tests.Wesad;

public class WesadWriterTests
{
    [Fact]
    public void Writes_the_releases_form_byte_for_byte()
    {
        // python2-protocol0.pkl was written opcode by opcode as Python 2 does; its arrays have these seeds and rows.
        (uint Seed, int Rows)[] golden = [(1, 16), (2, 160), (3, 16), (4, 160), (5, 16), (6, 16), (7, 8), (8, 160), (9, 16), (10, 16)];
        Dictionary<WesadArray, double[]> values = WesadArray.All.Zip(golden).ToDictionary(
            p => p.First, p => GoldenPickles.Noise(p.Second.Rows * p.First.Columns, p.Second.Seed));
        double[] chestTemperature = values[WesadArray.All[4]];
        for (int i = 0; i < chestTemperature.Length; i++)
            chestTemperature[i] = Math.Round(chestTemperature[i] * 4) / 4;
        using MemoryStream stream = new();
        WesadWriter.Write(stream, "S2", WesadArray.All, a => values[a], GoldenPickles.Labels(160));
        Assert.Equal(GoldenPickles.Bytes("python2-protocol0"), stream.ToArray());
    }

    [Fact]
    public void Every_byte_is_read_back_from_its_escape()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)], text = new byte[4 * 256];
        int length = WesadWriter.EscapeTo(bytes, text);
        Assert.Equal(bytes, EscapedText.DecodeReference(text.AsSpan(0, length)));
        Assert.DoesNotContain((byte)'\n', text[..length]);
        Assert.All(text[..length], c => Assert.InRange(c, (byte)32, (byte)126));
    }
}
