using AttX.Ground;
using AttX.Inference;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Tests.Inference;

public sealed class PersonFileTests : IDisposable
{
    private static readonly PersonStatistics Nobody = new(
        Device.Wrist, FilterKind.Causal, EdaAsLogarithm: true, [Modality.Eda, Modality.Acceleration], new HeardAxis[4]);

    private static readonly PersonStatistics Anna = Nobody with { Axes = [new(1.0 / 3, 0.1, 0.2), new(60, 1e-300, 0), new(60, -0.7, 1.5), new(0, 0, 0)] };

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["anna.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_to_the_bit_and_a_missing_file_is_nobody()
    {
        Assert.Equal(Nobody, PersonFile.Read(Path, Nobody));
        PersonFile.Write(Path, Anna);
        Assert.Equal(Anna.Axes, PersonFile.Read(Path, Nobody).Axes);
        Assert.Contains("\"unit\": \"ln µS\"", File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", "anna.json: written by a newer AttX (format 2; this one reads up to 1): update AttX.")]
    [InlineData("\"format\": 1,", "", "\"format\" is missing")]
    [InlineData("wrist", "chest", "measured with device chest, and here it is wrist: keep a file for each.")]
    [InlineData("causal", "zero-phase", "measured with filter zero-phase, and here it is causal")]
    [InlineData("\"sensor\": \"eda\"", "\"sensor\": \"bvp\"", "of other sensors (bvp, acc x, acc y, acc z) than the model's (eda, acc x, acc y, acc z)")]
    [InlineData("\"axis\": \"z\"", "\"axis\": \"w\"", "of other sensors (eda, acc x, acc y, acc w)")]
    [InlineData("ln µS", "µS", "has eda in µS, and the model takes it in ln µS")]
    [InlineData("\"mean\": -0.7", "\"mean\": 1e999", "\"mean\" must be a number")]
    [InlineData("\"mean\": -0.7", "\"mean\": \"NaN\"", "\"mean\" must be a number")]
    [InlineData("\"deviation\": 1.5", "\"deviation\": -1.5", "\"deviation\" must be at least 0, got -1.5")]
    [InlineData("\"heardSeconds\": 60", "\"heardSeconds\": 1e200", "\"heardSeconds\" must be from 0 to 10000000000, got 1E+200")]
    [InlineData("\"heardSeconds\": 60", "\"heardSeconds\": -1", "got -1")]
    [InlineData("\"sensors\": [", "\"sensors\": [[", "not JSON")]
    public void A_file_that_does_not_fit_is_one_line(string original, string replacement, string problem)
    {
        PersonFile.Write(Path, Anna);
        string text = File.ReadAllText(Path);
        Assert.Contains(original, text);
        File.WriteAllText(Path, text.Replace(original, replacement, StringComparison.Ordinal));
        string message = Assert.Throws<InvalidDataException>(() => PersonFile.Read(Path, Nobody)).Message;
        Assert.Contains(problem, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Huge_files_links_and_folders_are_refused()
    {
        File.WriteAllText(Path, new string(' ', 5 << 20));
        Assert.Contains("may have at most", Assert.Throws<InvalidDataException>(() => PersonFile.Read(Path, Nobody)).Message);
        File.CreateSymbolicLink(_folder["link.json"], Path);
        Assert.Contains("is a link", Assert.Throws<InvalidDataException>(() => PersonFile.Read(_folder["link.json"], Nobody)).Message);
        Assert.Contains("is a folder", Assert.Throws<OptionsException>(() => PersonFile.Read(_folder.FullPath, Nobody)).Message);
        Assert.Contains("folder does not exist", Assert.Throws<OptionsException>(() => PersonFile.Read(_folder["no", "a.json"], Nobody)).Message);
    }

    [Fact]
    public void Statistics_beyond_measure_leave_the_file_as_it_was()
    {
        PersonFile.Write(Path, Anna);
        byte[] before = File.ReadAllBytes(Path);
        Assert.Throws<InvalidDataException>(() => PersonFile.Write(Path, Anna with { Axes = [.. Anna.Axes.Select(a => a with { Mean = double.NaN })] }));
        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Single(Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void A_session_at_another_rate_weighs_the_same_time()
    {
        Assert.Equal(60 * 25, Anna.Of(Modality.Acceleration, 25)[0].Count);
        PersonStatistics more = Anna.With(Modality.Acceleration, 50, [.. Anna.Of(Modality.Acceleration, 50).Select(s => s with { Count = s.Count + 50 })]);
        Assert.Equal([1.0 / 3, 61, 61, 1], more.Axes.Select(a => a.Seconds));
    }
}
