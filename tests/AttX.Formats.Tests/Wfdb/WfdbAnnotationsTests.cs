using System.Buffers.Binary;
using System.Text;
using AttX.Formats.Wfdb;
using AttX.Signals;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests.Wfdb;

/// <summary>The bytes follow annot(5) of the WFDB Applications Guide.</summary>
public sealed class WfdbAnnotationsTests : IDisposable
{
    private const int Normal = 1, Note = 22, Rhythm = 28, Skip = 59, Number = 60, Subtype = 61, Channel = 62, Text = 63;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Texts_are_events_at_the_sum_of_all_intervals_before()
    {
        byte[] bytes = [.. Word(Rhythm, 18), .. Aux("(N"), .. Word(Normal, 77), .. Word(Number, 3), .. Word(Channel, 1), .. Word(Skip, 0), .. Long(100_000),
            .. Word(Note, 5), .. Word(Subtype, 2), .. Aux("stress"), .. Word(Skip, 0), .. Long(-100), .. Word(Normal, 0), .. Word(Rhythm, 200), .. Aux("(AFIB\0"), .. Word(0, 0)];
        Assert.Equal([new Event(0.18, "(N"), new Event(1001, "stress"), new Event(1002, "(AFIB")], Read(bytes));
    }

    [Fact]
    public void The_files_own_resolution_counts_and_remarks_are_no_events() => Assert.Equal([new Event(2, "rest")], Read(
        [.. Word(Note, 0), .. Aux("## time resolution: 250"), .. Word(Note, 0), .. Aux("## by hand"), .. Word(Note, 500), .. Aux("rest"), .. Word(0, 0)]));

    [Fact]
    public void Truncated_impossible_and_missing_files_are_refused()
    {
        byte[] whole = [.. Word(Rhythm, 18), .. Aux("(N"), .. Word(Skip, 0), .. Long(5), .. Word(Normal, 1), .. Word(0, 0)];
        for (int length = 0; length < whole.Length; length++)
            Assert.Contains("is truncated", Assert.Throws<InvalidDataException>(() => Read(whole[..length])).Message);
        Assert.Contains("before the record's beginning", Assert.Throws<InvalidDataException>(() => Read([.. Word(Skip, 0), .. Long(-7), .. Word(0, 0)])).Message);
        Assert.Contains("time resolution cannot be ' 0'",
            Assert.Throws<InvalidDataException>(() => Read([.. Word(Note, 0), .. Aux("## time resolution: 0"), .. Word(0, 0)])).Message);
        Assert.Contains("no annotation file wfdb212.atr", Refusal(PathOf("wfdb212.hea"), [], new FormatOptions { AnnotationExtension = "atr" }));
    }

    [Fact]
    public void A_record_gives_the_texts_of_the_annotation_file_that_was_asked_for()
    {
        foreach (string file in Directory.EnumerateFiles(Folder, "wfdb212.*"))
            File.Copy(file, _folder[Path.GetFileName(file)]);
        File.WriteAllBytes(_folder["wfdb212.st"], [.. Word(Note, 250), .. Aux("stress"), .. Word(0, 0)]);
        Assert.Equal([new Event(1, "stress")], Waves.Read(_folder["wfdb212.hea"], [], new FormatOptions { AnnotationExtension = "st" }).Recording.Events);
        Assert.Empty(Waves.Read(_folder["wfdb212.hea"], []).Recording.Events);
    }

    private IReadOnlyList<Event> Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder["a.atr"], bytes);
        return WfdbAnnotations.Read(_folder["a.atr"], 100);
    }

    private static byte[] Word(int code, int value) => [(byte)value, (byte)(code << 2 | value >> 8)];

    private static byte[] Long(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(value >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)value);
        return bytes;
    }

    private static byte[] Aux(string text) => [.. Word(Text, text.Length), .. Encoding.ASCII.GetBytes(text), .. text.Length % 2 == 0 ? [] : new byte[1]];
}
