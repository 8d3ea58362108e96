using AttX.Datasets.Bids;
using AttX.Datasets.Conversion;
using AttX.Datasets.Folder;
using AttX.Datasets.Wesad;

namespace AttX.Datasets.Catalogue;

/// <summary>A form in which datasets are written: one row of <see cref="All"/>.</summary>
/// <param name="Name">Its name as an argument of <c>--to</c>.</param>
/// <param name="Create">Creates the writer of a folder.</param>
public sealed record WrittenForm(string Name, Func<string, WrittenData, IDatasetWriter> Create)
{
    /// <summary>The forms.</summary>
    public static IReadOnlyList<WrittenForm> All { get; } =
    [
        new("bids", (folder, data) => new BidsWriter(folder, data)),
        new("csv", (folder, data) => new CsvDatasetWriter(folder, data)),
        new("wesad", (folder, data) => new WesadDatasetWriter(folder, data)),
    ];
}
