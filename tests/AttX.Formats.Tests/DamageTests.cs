using System.Globalization;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests;

/// <summary>Tests that reading a damaged file ends in a result or in an error that the command turns into one line.</summary>
public class DamageTests
{
    public static TheoryData<string> Files =>
        ["edf_plus.edf", "edf_gaps.edf", "bdf_plus.bdf", "biosig.edf", "wfdb212.hea", "wfdb212.dat", "wfdb16.hea", "wfdb16_a.dat",
         "e4.zip", "e4_folder.zip", "e4/BVP.csv", "e4/ACC.csv", "respiban.txt", "bitalino.txt", "table.csv"];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_truncated_file_is_read_or_refused(string file)
    {
        byte[] whole = File.ReadAllBytes(PathOf(file));
        int step = Math.Max(1, whole.Length / 120);
        bool[] refused = [.. Enumerable.Range(0, whole.Length / step).Select(i => IsRefused(file, whole[..(i * step)]))];
        Assert.Contains(true, refused);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_with_flipped_bits_is_read_or_refused(string file)
    {
        byte[] whole = File.ReadAllBytes(PathOf(file));
        Random random = new(1);
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. whole];
            for (int flips = 1 + i % 4; flips > 0; flips--)
            {
                // Headers are at the front: half of the damage goes there.
                int at = random.Next(flips % 2 == 0 ? Math.Min(1300, whole.Length) : whole.Length);
                damaged[at] ^= (byte)(1 << random.Next(8));
            }

            IsRefused(file, damaged);
        }
    }

    /// <summary>Reads every signal of the damaged file in place; any other exception fails the test.</summary>
    private static bool IsRefused(string file, byte[] content)
    {
        using TemporaryFolder folder = new();
        string path = folder[Path.GetFileName(file)];
        foreach (string beside in Directory.EnumerateFiles(Folder, Path.GetFileName(file)[..4] + "*"))
            File.Copy(beside, folder[Path.GetFileName(beside)]);
        File.WriteAllBytes(path, content);
        try
        {
            ReadAll(file switch { ['e', '4', '/', ..] => folder.FullPath, "wfdb16_a.dat" => folder["wfdb16.hea"], _ => path });
            return false;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            Assert.DoesNotContain('\n', e.Message);
            return true;
        }
    }

    /// <summary>Reads the first signal of each modality.</summary>
    private static void ReadAll(string path)
    {
        IReadOnlyList<SignalDescription> signals = RecordingFile.Open(path).Signals;
        foreach (IGrouping<Modality?, int> group in Enumerable.Range(0, signals.Count).GroupBy(i => signals[i].Modality))
        {
            Modality modality = group.Key ?? Modality.Bvp;
            string number = (group.First() + 1).ToString(CultureInfo.InvariantCulture);
            Read(path, [modality], Column(modality, number), signals[group.First()].Device ?? Device.Chest);
        }
    }
}
