using System.Buffers.Binary;
using System.Text;
using AttX.Datasets.Pickle;

namespace AttX.Datasets.Tests.Pickle;

/// <summary>Whatever the bytes: a document, or one InvalidDataException with file and byte, soon and in bounded memory.</summary>
public class HostilePickleTests
{
    public static TheoryData<string> Tiny =>
    [
        "tiny-python2", "tiny-protocol0", "tiny-protocol1", "tiny-protocol2", "tiny-protocol3", "tiny-protocol4", "tiny-protocol5",
    ];

    [Theory, MemberData(nameof(Tiny))]
    public void A_truncated_pickle_says_where_it_ends(string name)
    {
        byte[] pickle = GoldenPickles.Bytes(name);
        for (int length = 1; length < pickle.Length; length++)
        {
            InvalidDataException e = Assert.Throws<InvalidDataException>(() => GoldenPickles.Read(pickle[..length], "label"));
            Assert.Matches(@"^S2\.pkl: .* at byte \d+", e.Message);
        }
    }

    [Theory, MemberData(nameof(Tiny))]
    public void A_changed_byte_is_read_or_refused_and_nothing_else(string name)
    {
        byte[] pickle = GoldenPickles.Bytes(name);
        for (int at = 0; at < pickle.Length; at++)
            for (int value = at % 3; value < 256; value += 3)
                if (value != pickle[at])
                    ReadOrRefuse(Changed(pickle, at, (byte)value));
    }

    [Theory, MemberData(nameof(Tiny))]
    public void Bytes_inserted_removed_or_shuffled_are_read_or_refused(string name)
    {
        byte[] pickle = GoldenPickles.Bytes(name);
        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            int from = random.Next(pickle.Length), count = random.Next(pickle.Length - from), to = random.Next(pickle.Length);
            byte[] piece = pickle[from..(from + count)];
            ReadOrRefuse([.. pickle[..to], .. piece, .. pickle[Math.Min(pickle.Length, to + random.Next(40))..]]);
        }
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'touch x'\ntR.", "S2.pkl: refused 'os.system' at byte 0: this reader loads arrays only and executes nothing.")]
    [InlineData("(S'touch x'\nios\nsystem\n.", "S2.pkl: refused 'os.system' at byte 12: this reader loads arrays only and executes nothing.")]
    [InlineData("\x80\x04\x8c\x02os\x8c\x06system\x93.", "S2.pkl: refused 'os.system' at byte 14: this reader loads arrays only and executes nothing.")]
    [InlineData("c__builtin__\neval\n.", "S2.pkl: refused '__builtin__.eval' at byte 0: this reader loads arrays only and executes nothing.")]
    [InlineData("cnumpy\nndarray\n(t\x81.", "S2.pkl: refused opcode NEWOBJ at byte 17: this reader loads arrays only and executes nothing.")]
    [InlineData("Pid\n.", "S2.pkl: refused opcode PERSID at byte 0: this reader loads arrays only and executes nothing.")]
    [InlineData("<html>", "S2.pkl: has the unknown opcode 0x3c at byte 0: this is no pickle.")]
    [InlineData("", "S2.pkl: is empty.")]
    [InlineData("N.", "S2.pkl: ends with something that is no dict at byte 1.")]
    [InlineData("\x80\x06}.", "S2.pkl: has protocol 6 at byte 0: protocols 0 to 5 are known.")]
    [InlineData("}q\x05h\x06.", "S2.pkl: recalls memo 6, which was never stored, at byte 3.")]
    public void Refuses_by_name(string pickle, string message) => Assert.Equal(message, Refusal(Encoding.Latin1.GetBytes(pickle)));

    [Theory]
    [InlineData((byte)'T', 4), InlineData((byte)'B', 4), InlineData((byte)'X', 4)]
    [InlineData((byte)0x8d, 8), InlineData((byte)0x8e, 8), InlineData((byte)0x96, 8), InlineData((byte)0x95, 8), InlineData((byte)0x8b, 4)]
    public void A_length_beyond_the_file_is_refused_before_memory_is_taken(byte opcode, int width)
    {
        foreach (ulong length in (ulong[])[1UL << 60, ulong.MaxValue, 1UL << 63, 0x7FFF_FFFF, 0x8000_0000, 1000])
        {
            byte[] pickle = [0x80, 5, (byte)'}', opcode, .. new byte[8], (byte)'.'];
            BinaryPrimitives.WriteUInt64LittleEndian(pickle.AsSpan(4), width == 8 ? length : (uint)length);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains("at byte", Refusal(pickle), StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }
    }

    [Theory]
    [InlineData("(L1152921504606846976L\nL1L\nt"), InlineData("(L4294967296L\nL4294967296L\nt"), InlineData("(L-1L\nL1L\nt"), InlineData("(L100L\nL1L\nt")]
    public void A_shape_that_its_bytes_do_not_fill_is_refused_in_little_memory(string shape)
    {
        string array = "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n" + shape
            + "cnumpy\ndtype\n(S'f8'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntbI00\nS'" + new string('a', 2000) + "'\ntb";
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("at byte", Refusal(Encoding.Latin1.GetBytes("(dS'label'\n" + array + "s."), "label"), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory, InlineData("("), InlineData("]"), InlineData("}("), InlineData("}S'a'\n"), InlineData("(d(lp1\n"), InlineData(")\x85"), InlineData("Np0\n")]
    public void A_million_nested_values_end_in_an_error_and_no_overflow(string unit)
    {
        StringBuilder pickle = new();
        for (int i = 0; i < 1_000_000; i++)
            pickle.Append(unit);
        Assert.Contains("at byte", Refusal(Encoding.Latin1.GetBytes(pickle + ".")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_memo_bomb_takes_no_more_memory_than_its_text()
    {
        // Each tuple holds the one before twice: 2^10000 leaves if anyone followed the references.
        StringBuilder pickle = new("}S'label'\n)");
        for (int i = 0; i < 10_000; i++)
            pickle.Append("2\x86");
        PickleDocument document = GoldenPickles.Read(Encoding.Latin1.GetBytes(pickle + "s."), "label");
        Assert.Equal(2, Assert.IsType<object[]>(document.Find("label")).Length);
        Assert.Equal("S2.pkl: recalls memo 2147483648, which was never stored, at byte 6.", Refusal([(byte)'}', (byte)'r', 255, 255, 255, 255, (byte)'j', 0, 0, 0, 128]));
    }

    [Fact]
    public void An_array_without_its_state_is_an_error_when_asked_for()
    {
        PickleDocument document = GoldenPickles.Read(Encoding.Latin1.GetBytes(
            "}S'label'\ncnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntRs."), "label");
        Assert.Contains("without a state", Assert.Throws<InvalidDataException>(() => document.Doubles("label")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_the_end_is_not_read() => GoldenPickles.Read(Encoding.Latin1.GetBytes("}.garbage"));

    private static byte[] Changed(byte[] pickle, int at, byte value)
    {
        byte[] changed = [.. pickle];
        changed[at] = value;
        return changed;
    }

    private static string Refusal(byte[] pickle, params string[] wanted) =>
        Assert.Throws<InvalidDataException>(() => GoldenPickles.Read(pickle, wanted)).Message;

    private static void ReadOrRefuse(byte[] pickle)
    {
        try
        {
            PickleDocument document = GoldenPickles.Read(pickle, "signal/chest/ECG", "label");
            (document.Find("signal/chest/ECG") as PickleArray)?.ToDoubles("ECG");
            (document.Find("label") as PickleArray)?.ToCodes("label");
        }
        catch (InvalidDataException)
        {
        }
    }
}
