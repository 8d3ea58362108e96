using System.Globalization;
using AttX.Formats.Bids;

namespace AttX.Datasets.Bids;

/// <summary>One participant: the runs, in order of time or of their names.</summary>
/// <param name="Name">The participant's label, without "sub-".</param>
/// <param name="Runs">The runs.</param>
internal sealed record BidsParticipant(string Name, IReadOnlyList<BidsRun> Runs);

/// <summary>Finds participants, runs and their events in a folder of the Brain Imaging Data Structure.</summary>
internal static class BidsFolder
{
    private const string Prefix = "sub-";

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 3 };

    /// <summary>Returns whether a folder holds a BIDS dataset.</summary>
    public static bool Recognises(string path) => Directory.Exists(path)
        && (File.Exists(Path.Combine(path, "dataset_description.json")) || File.Exists(Path.Combine(path, "participants.tsv")))
        && Directory.EnumerateDirectories(path, Prefix + "*").Any();

    /// <summary>Lists the participants that have physiological recordings, in natural order.</summary>
    /// <exception cref="InvalidDataException">There is none, or a table is damaged.</exception>
    public static IReadOnlyList<BidsParticipant> Participants(string path)
    {
        BidsParticipant[] found = [.. Directory.EnumerateDirectories(path, Prefix + "*")
            .Select(folder => new BidsParticipant(Path.GetFileName(folder)[Prefix.Length..], RunsOf(folder)))
            .Where(p => p.Runs.Count > 0).OrderBy(p => p.Name.Length).ThenBy(p => p.Name, StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new InvalidDataException(
            $"{path}: no {Prefix}X folder has a …_physio.tsv.gz, so that there is nothing to read.");
    }

    /// <summary>Compares the folder with participants.tsv; one sentence for each difference.</summary>
    public static IReadOnlyList<string> Differences(string path, IReadOnlyList<BidsParticipant> participants)
    {
        string list = Path.Combine(path, "participants.tsv");
        if (!File.Exists(list))
            return [];
        string[] listed = [.. new BidsTable(list, "participant_id").Rows.Select(row => row.Value("participant_id") ?? throw new InvalidDataException(
            $"{row.Place}: has no participant_id."))];
        string[] present = [.. participants.Select(p => Prefix + p.Name)];
        return
        [
            .. Difference(listed.Except(present), "in participants.tsv without a physiological recording:"),
            .. Difference(present.Except(listed), "recorded, but not in participants.tsv:"),
        ];
    }

    private static IEnumerable<string> Difference(IEnumerable<string> names, string what)
    {
        string[] all = [.. names];
        if (all.Length > 0)
            yield return $"{all.Length} participant{(all.Length == 1 ? " is" : "s are")} {what} {string.Join(", ", all.Take(5))}{(all.Length > 5 ? ", …" : "")}.";
    }

    private static BidsRun[] RunsOf(string folder)
    {
        Dictionary<string, DateTimeOffset> times = TimesIn(folder);
        BidsRun[] runs = [.. Directory.EnumerateFiles(folder, "*_physio.tsv*", Below)
            .Select(path => (Path: path, Name: BidsName.Parse(Path.GetFileName(path))))
            .Where(f => f.Name is { Suffix: "physio", Extension: ".tsv.gz" or ".tsv" })
            .GroupBy(f => (Folder: Path.GetDirectoryName(f.Path), Run: RunOf(f.Name!)))
            .OrderBy(g => g.Key.Folder, StringComparer.Ordinal).ThenBy(g => Natural(g.Key.Run), StringComparer.Ordinal)
            .Select(g => new BidsRun(g.Key.Run, [.. g.Select(f => f.Path).Order(StringComparer.Ordinal)], EventsOf(g.First().Path),
                g.Select(f => times.TryGetValue(Path.GetFileName(f.Path), out DateTimeOffset time) ? time : (DateTimeOffset?)null).Min()))];
        return runs.All(run => run.Start != null) ? [.. runs.OrderBy(run => run.Start)] : runs;
    }

    /// <summary>What the names of a run's recordings share.</summary>
    private static string RunOf(BidsName name) => string.Join('_', name.Entities.Where(e => e.Key != "recording").Select(e => $"{e.Key}-{e.Value}"));

    /// <summary>Pads the numbers of a name, so that run-2 comes before run-10.</summary>
    private static string Natural(string name) => string.Join('_', name.Split('_').Select(part =>
        part.Split('-') is [var key, var value] && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? $"{key}-{number:D9}" : part));

    private static BidsEvents EventsOf(string physio) =>
        BidsName.Applicable(physio, "events", ".tsv") is [.., var nearest] ? BidsEvents.Read(nearest) : BidsEvents.None;

    /// <summary>Reads the times of acquisition in every <c>_scans.tsv</c>, by file name; clocks without a zone are taken for UTC.</summary>
    private static Dictionary<string, DateTimeOffset> TimesIn(string folder)
    {
        Dictionary<string, DateTimeOffset> times = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*_scans.tsv", Below).Order(StringComparer.Ordinal))
            foreach ((string place, Func<string, string?> value) in new BidsTable(path, "filename").Rows)
                if (value("filename") is { } file && value("acq_time") is { } time)
                    times[file[(file.LastIndexOf('/') + 1)..]] = DateTimeOffset.TryParse(
                        time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset moment)
                        && moment.Year is > 1000 and < 9000 ? moment : throw new InvalidDataException($"{place}: acq_time is no date and time: '{time[..Math.Min(time.Length, 40)]}'.");
        return times;
    }
}
