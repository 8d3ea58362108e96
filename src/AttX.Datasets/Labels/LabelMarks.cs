using System.Globalization;

namespace AttX.Datasets.Labels;

/// <summary>Turns marks, of which some do not say how long they last, into spans.</summary>
internal static class LabelMarks
{
    /// <summary>A mark without an end lasts until the next one, or to the end of the recording.</summary>
    /// <param name="marks">Marks with their labels, in any order; an end of NaN is unknown, a label of null only ends the one before.</param>
    /// <param name="endOf">Finds the end of a mark without one, by its index among the marks in order of time; null: the next mark.</param>
    /// <param name="subject">The subject.</param>
    public static IReadOnlyList<LabelSpan> ToSpans(
        IEnumerable<(LabelSpan Mark, string? Label)> marks, LabelledSubject subject, Func<IReadOnlyList<LabelSpan>, int, double?>? endOf = null)
    {
        (LabelSpan Mark, string? Label)[] inOrder = [.. marks.OrderBy(m => m.Mark.StartSeconds)];
        LabelSpan[] all = [.. inOrder.Select(m => m.Mark)];
        List<LabelSpan> spans = [];
        foreach ((int i, (LabelSpan mark, string? label)) in inOrder.Index())
            if (label != null)
                spans.Add(mark with
                {
                    Label = label,
                    EndSeconds = !double.IsNaN(mark.EndSeconds) ? mark.EndSeconds : endOf?.Invoke(all, i)
                        ?? (i + 1 < all.Length ? all[i + 1].StartSeconds : Math.Max(subject.DurationSeconds, mark.StartSeconds)),
                });
        return spans;
    }

    /// <summary>Cuts spans that were placed by a clock to the recording, with a note: clocks know nothing of when a recorder was switched on.</summary>
    public static IReadOnlyList<LabelSpan> Within(IReadOnlyList<LabelSpan> spans, LabelledSubject subject)
    {
        double end = subject.DurationSeconds;
        LabelSpan[] odd = [.. spans.Where(s => s.StartSeconds < 0 || s.EndSeconds > end)];
        if (odd.Length == 0)
            return spans;
        double outside = odd.Sum(s => (s.EndSeconds - s.StartSeconds) - Math.Max(0, Math.Min(end, s.EndSeconds) - Math.Max(0, s.StartSeconds)));
        if (outside > 1)
            subject.Notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"{subject.Name}: {outside:0.#} s of labels ({string.Join(", ", odd.Select(s => s.Label).Distinct().Take(8))}) lie outside the recording, and are left out."));
        return [.. spans.Where(s => !(s.EndSeconds <= 0 || s.StartSeconds >= end) || !(s.EndSeconds > s.StartSeconds))
            .Select(s => s.EndSeconds > s.StartSeconds ? s with { StartSeconds = Math.Max(0, s.StartSeconds), EndSeconds = Math.Min(end, s.EndSeconds) } : s)];
    }
}
