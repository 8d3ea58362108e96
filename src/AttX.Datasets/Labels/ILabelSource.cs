using AttX.Formats;

namespace AttX.Datasets.Labels;

/// <summary>Where a dataset's labels come from. Thread-safe.</summary>
internal interface ILabelSource
{
    /// <summary>What it is, for messages: "labels.csv", "the column condition".</summary>
    string Name { get; }

    /// <summary>Adds what the recordings' reader must know to give the events that labels are made of.</summary>
    FormatOptions Configure(FormatOptions options) => options;

    /// <summary>Lists the files of labels beside the recordings; they are no recordings.</summary>
    IEnumerable<string> Files => [];

    /// <summary>Checks the source against the dataset's subjects.</summary>
    /// <exception cref="InvalidDataException">It names another one.</exception>
    void RequireAmong(IReadOnlyList<string> subjects)
    {
    }

    /// <summary>Finds the spans of one subject; empty if it has none.</summary>
    /// <exception cref="InvalidDataException">The labels are damaged or cannot be placed in the recording; names the place.</exception>
    IReadOnlyList<LabelSpan> SpansOf(LabelledSubject subject);
}
