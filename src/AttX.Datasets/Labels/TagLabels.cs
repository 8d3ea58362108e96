using System.Globalization;
using System.Text.Json;
using AttX.Ground;

namespace AttX.Datasets.Labels;

/// <summary>
/// Labels from button presses: the stretches between them, in order, named by <c>"stretches": ["baseline", null, "stress"]</c> (null: no label), or
/// "stretch 1", "stretch 2", … without such a list.
/// </summary>
internal sealed class TagLabels : ILabelSource
{
    private const string Tag = "tag";

    private readonly IReadOnlyList<string?>? _stretches;

    /// <summary>Creates the source.</summary>
    public TagLabels(JsonKeys json)
    {
        if (json.Find("stretches") is not { } list)
            return;
        _stretches = list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
            ? [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? null : json.TextOf(e, "stretches"))]
            : throw new InvalidDataException($"{json.Where}: \"stretches\" must be a list such as [\"baseline\", null, \"stress\"].");
    }

    /// <inheritdoc/>
    public string Name => "tags";

    /// <inheritdoc/>
    public IReadOnlyList<LabelSpan> SpansOf(LabelledSubject subject)
    {
        double[] tags = [.. subject.Recording.Events.Where(e => e.Name == Tag && e.Seconds >= 0 && e.Seconds <= subject.DurationSeconds).Select(e => e.Seconds)];
        if (tags.Length < 2)
            throw new InvalidDataException($"{subject.Name}: there {(tags.Length == 1 ? "is 1 tag" : "are no tags")} within the recording; 2 make a stretch.");
        if (_stretches != null && _stretches.Count != tags.Length - 1)
            throw new InvalidDataException($"{subject.Name}: {tags.Length} tags make {tags.Length - 1} stretches between them, and \"stretches\" " +
                $"names {_stretches.Count}; null stands for one without a label.");
        return [.. tags.Zip(tags.Skip(1)).Index()
            .Select(t => new LabelSpan(t.Item.First, t.Item.Second, NameOf(t.Index) ?? "", $"{subject.Name}: tags"))
            .Where(span => span.Label.Length > 0)];
    }

    private string? NameOf(int stretch) =>
        _stretches == null ? string.Create(CultureInfo.InvariantCulture, $"stretch {stretch + 1}") : _stretches[stretch];
}
