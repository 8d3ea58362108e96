using AttX.Ground;

namespace AttX.Datasets.Labels;

/// <summary>One way to label recordings: a row of <see cref="LabelSources"/>.</summary>
/// <param name="Name">Its name after <c>"from"</c>.</param>
/// <param name="Keys">The keys that it takes beside <c>"from"</c>.</param>
/// <param name="Create">Creates it from the keys and the dataset's folder.</param>
internal sealed record LabelSourceKind(string Name, IReadOnlyList<string> Keys, Func<JsonKeys, string, ILabelSource> Create);

/// <summary>Where labels may come from. To add a source, add its row here.</summary>
internal static class LabelSources
{
    private const string From = "from";

    /// <summary>The rows.</summary>
    public static IReadOnlyList<LabelSourceKind> All { get; } =
    [
        new("csv", ["file", "names"], CsvLabels.Create),
        new("column", ["column", "names"], (json, _) => EventLabels.OfColumn(json)),
        new("annotations", ["names", "until"], (json, _) => new EventLabels("annotations", json)),
        new("wfdb", ["extension", "names", "until"], (json, _) => EventLabels.OfWfdb(json)),
        new("markers", ["stream", "names", "until"], (json, _) => EventLabels.OfMarkers(json)),
        new("tags", ["stretches"], (json, _) => new TagLabels(json)),
    ];

    /// <summary>Creates the source that an object such as <c>{"from": "csv", "file": "labels.csv"}</c> describes.</summary>
    /// <exception cref="InvalidDataException">The object is none of a source.</exception>
    public static ILabelSource Create(JsonKeys json, string folder)
    {
        string from = json.RequireText(From, "\"csv\"");
        LabelSourceKind kind = All.FirstOrDefault(k => k.Name == from) ?? throw new InvalidDataException(
            $"{json.Where}: labels cannot come from \"{from}\"; did you mean \"{EditDistance.Nearest(from, All.Select(k => k.Name))}\"? " +
            $"There are {string.Join(", ", All.Select(k => k.Name))}.");
        json.RequireOnly([From, .. kind.Keys]);
        return kind.Create(json, folder);
    }
}
