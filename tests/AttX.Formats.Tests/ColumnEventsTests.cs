using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests;

public sealed class ColumnEventsTests : IDisposable
{
    private static readonly FormatOptions Condition = new() { EventColumn = "condition" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_of_a_column_of_texts_are_events_beside_the_signals()
    {
        File.WriteAllText(_folder["a.csv"], "time_s,bvp,condition\n" + string.Concat(
            Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{i / 4.0},{i},{(i < 8 ? "rest" : i < 12 ? "" : i < 30 ? "1" : "rest")}\n"))));
        RecordingData data = Read(_folder["a.csv"], [Modality.Bvp], Condition, Device.Wrist);
        Assert.Equal([new Event(0, "rest", 2), new Event(3, "1", 4.5), new Event(7.5, "rest", 2.5)], data.Recording.Events);
        Assert.Equal(39, data.Recording.Channels[0].Samples[^1]);
    }

    [Fact]
    public void A_signal_of_any_format_will_do()
    {
        IReadOnlyList<Event> events = Read(PathOf("wfdb212.hea"), [], new FormatOptions { EventColumn = "no such" } with { EventColumn = "MLII" }).Recording.Events;
        Assert.Equal(1000 / 250.0 - 0.04, events.Sum(e => e.DurationSeconds), 1e-9);
        Assert.Contains("has no signal 'mood'; it has MLII, V5", Refusal(PathOf("wfdb212.hea"), [], new FormatOptions { EventColumn = "mood" }));
    }

    [Fact]
    public void A_column_of_too_many_values_is_refused()
    {
        File.WriteAllText(_folder["b.csv"], "time_s,bvp,condition\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i},{i},c{i}\n")));
        Assert.Contains("b.csv: condition has more than 255 different values", Refusal(_folder["b.csv"], [], Condition));
    }
}
