using System.Buffers;
using System.Text;
using AttX.Datasets.Pickle;

namespace AttX.Datasets.Tests.Pickle;

public class EscapedTextTests
{
    /// <summary>Every kind of character and escape, in the shares of each theory row.</summary>
    private static byte[] RandomText(Random random, int items, int plainShare, bool rare)
    {
        string[] kinds = rare ? ["\\\\", "\\'", "\\\"", "\\n", "\\t", "\\r", "\\a", "\\7", "\\012", "\\377", "\\q", "\\b", "\\v", "\\f"]
            : ["\\\\", "\\'", "\\\"", "\\n", "\\t", "\\r"];
        StringBuilder text = new();
        for (int i = 0; i < items; i++)
            text.Append(random.Next(100) < plainShare ? ((char)random.Next(32, 92)).ToString()
                : random.Next(4) > 0 ? $"\\x{random.Next(256):x2}" : kinds[random.Next(kinds.Length)]);
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    [Theory, InlineData(0, false), InlineData(40, false), InlineData(95, false), InlineData(100, false), InlineData(30, true)]
    public void Equals_the_reference_at_every_length(int plainShare, bool rare)
    {
        Random random = new(plainShare);
        for (int items = 0; items < 300; items++)
        {
            byte[] text = RandomText(random, items, plainShare, rare);
            byte[] expected = EscapedText.DecodeReference(text)!;
            byte[] actual = new byte[expected.Length];
            Assert.Equal(OperationStatus.Done, EscapedText.Decode(text, true, actual, out int read, out int written));
            Assert.Equal((text.Length, expected.Length), (read, written));
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Equals_the_reference_in_pieces_of_text_and_room()
    {
        Random random = new(7);
        byte[] text = RandomText(random, 5000, 40, true), expected = EscapedText.DecodeReference(text)!, actual = new byte[expected.Length];
        int read = 0, written = 0;
        while (read < text.Length)
        {
            int end = Math.Min(text.Length, read + random.Next(1, 200)), room = Math.Min(actual.Length, written + random.Next(1, 200));
            EscapedText.Decode(text.AsSpan(read..end), end == text.Length, actual.AsSpan(written..room), out int r, out int w);
            read += r;
            written += w;
        }
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Runs_of_backslashes_of_any_length_pair_up()
    {
        for (int before = 0; before < 70; before++)
            for (int run = 0; run < 80; run++)
            {
                byte[] text = Encoding.Latin1.GetBytes(new string('a', before) + new string('\\', run) + "x41" + new string('b', 130));
                byte[] expected = EscapedText.DecodeReference(text)!, actual = new byte[expected.Length];
                Assert.Equal(OperationStatus.Done, EscapedText.Decode(text, true, actual, out _, out _));
                Assert.Equal(expected, actual);
            }
    }

    [Fact]
    public void Any_three_characters_after_a_backslash_equal_the_reference()
    {
        byte[] text = new byte[200];
        for (int c = 0; c < 256; c++)
            foreach (byte d in "09afAFgGx:/`\\'"u8)
            {
                text.AsSpan().Fill((byte)'a');
                text[20] = (byte)'\\';
                (text[21], text[22], text[23]) = (c & 1) == 0 ? ((byte)'x', (byte)c, d) : ((byte)c, d, d);
                byte[]? expected = EscapedText.DecodeReference(text);
                byte[] actual = new byte[text.Length];
                OperationStatus status = EscapedText.Decode(text, true, actual, out _, out int written);
                Assert.Equal(expected is null ? OperationStatus.InvalidData : OperationStatus.Done, status);
                if (expected is not null)
                    Assert.Equal(expected, actual[..written]);
            }
    }

    [Fact]
    public void Every_byte_in_every_digit_place_equals_the_reference()
    {
        for (int place = 1; place < 4; place++)
            for (int c = 0; c < 256; c++)
            {
                byte[] text = Encoding.Latin1.GetBytes(new string('z', 30) + "\\x41" + new string('z', 100));
                text[30 + place] = (byte)c;
                byte[]? expected = EscapedText.DecodeReference(text);
                byte[] actual = new byte[text.Length];
                OperationStatus status = EscapedText.Decode(text, true, actual, out _, out int written);
                Assert.Equal(expected, status == OperationStatus.Done ? actual[..written] : null);
            }
    }

    [Theory, InlineData(0, false), InlineData(40, false), InlineData(95, false), InlineData(30, true)]
    public void Blocks_without_wide_vectors_equal_the_reference_as_far_as_they_decode(int plainShare, bool rare)
    {
        Random random = new(plainShare);
        for (int items = 0; items < 300; items++)
        {
            byte[] text = RandomText(random, items, plainShare, rare), actual = new byte[text.Length + 64];
            int read = 0, written = 0;
            EscapedText.DecodeBlocksPortable(text, actual, ref read, ref written);
            Assert.Equal(EscapedText.DecodeReference(text.AsSpan(0, read)), actual[..written]);
            Assert.True(rare || read >= text.Length - 67, $"stopped at {read} of {text.Length}");
        }
    }
}
