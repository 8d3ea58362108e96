namespace AttX.Reports.Writing;

/// <summary>Table of a report, built once and written in every format.</summary>
/// <param name="Id">Its short name: an anchor in the page, the column <c>table</c> of the CSV.</param>
/// <param name="Title">Its caption.</param>
/// <param name="Columns">The columns; the first names the row.</param>
/// <param name="Rows">One cell per column.</param>
/// <param name="Note">Explanation needed to read it; may be empty.</param>
/// <param name="Apart">Number of last rows that are separated by a rule: baselines, means.</param>
public sealed record ReportTable(
    string Id, string Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows, string Note = "", int Apart = 0)
{
    /// <summary>The rows above the rule, and those beneath it if any.</summary>
    internal IEnumerable<IEnumerable<IReadOnlyList<ReportCell>>> Bodies => Apart == 0 ? [Rows] : [Rows.SkipLast(Apart), Rows.TakeLast(Apart)];
}

/// <summary>A column.</summary>
/// <param name="Group">The heading above, shared with its neighbours; empty for none.</param>
/// <param name="Header">Its own heading.</param>
/// <param name="IsText">Whether it holds text rather than numbers.</param>
public sealed record ReportColumn(string Group, string Header, bool IsText = false)
{
    /// <summary>The heading on one line.</summary>
    public string FullHeader => Group.Length == 0 ? Header : $"{Group}: {Header}";
}

/// <summary>A cell.</summary>
/// <param name="Text">Displayed text.</param>
/// <param name="Value">Its number, in the text's unit; null where it has none.</param>
/// <param name="IsStrong">Whether it is highlighted: the best of its column, or wrong.</param>
public readonly record struct ReportCell(string Text, double? Value = null, bool IsStrong = false)
{
    /// <summary>Cell without a value.</summary>
    public static ReportCell None { get; } = new("–");

    /// <summary>Formats a fraction of 1 as percent with two decimals.</summary>
    public static ReportCell Percent(double? fraction) => fraction is { } f ? Number(100 * f, "F2") : None;

    /// <summary>Formats a number that is a percentage already.</summary>
    public static ReportCell Printed(double? percent) => percent is { } p ? Number(p, "F2") : None;

    /// <summary>Formats a difference of percentages, with its sign.</summary>
    public static ReportCell Difference(double? percent) => percent is { } p ? Number(p, "+0.00;\u22120.00;0.00") : None;

    /// <summary>Formats a number.</summary>
    public static ReportCell Number(double? value, string format) =>
        value is { } v && double.IsFinite(v) ? new(v.ToString(format, System.Globalization.CultureInfo.InvariantCulture), v) : None;

    /// <summary>Formats a p-value: three decimals, or an upper bound where it is smaller.</summary>
    public static ReportCell Probability(double p) => p < 0.001 ? new("< 0.001", p) : Number(p, "F3");

    /// <summary>Converts text to a cell.</summary>
    public static implicit operator ReportCell(string text) => new(text);
}
