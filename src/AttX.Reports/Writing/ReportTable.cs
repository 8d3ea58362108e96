namespace AttX.Reports.Writing;

/// <summary>A table of a report, made once and written in every format.</summary>
/// <param name="Id">Its short name: an anchor in the page, the column <c>table</c> of the CSV.</param>
/// <param name="Title">Its caption.</param>
/// <param name="Columns">The columns; the first names the row.</param>
/// <param name="Rows">A cell a column.</param>
/// <param name="Note">What has to be known to read it; may be empty.</param>
/// <param name="Apart">How many of the last rows stand apart beneath a rule: baselines, means.</param>
public sealed record ReportTable(
    string Id, string Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows, string Note = "", int Apart = 0)
{
    /// <summary>The rows above the rule, and those beneath it if any.</summary>
    internal IEnumerable<IEnumerable<IReadOnlyList<ReportCell>>> Bodies => Apart == 0 ? [Rows] : [Rows.SkipLast(Apart), Rows.TakeLast(Apart)];
}

/// <summary>A column.</summary>
/// <param name="Group">The heading above that it shares with its neighbours; empty: none.</param>
/// <param name="Header">Its own heading.</param>
/// <param name="IsText">Text rather than numbers.</param>
public sealed record ReportColumn(string Group, string Header, bool IsText = false)
{
    /// <summary>The heading where there is one line for it.</summary>
    public string FullHeader => Group.Length == 0 ? Header : $"{Group}: {Header}";
}

/// <summary>A cell.</summary>
/// <param name="Text">As people read it.</param>
/// <param name="Value">Its number, in the text's unit; null where it has none.</param>
/// <param name="IsStrong">The best of its column, or wrong: to be noticed.</param>
public readonly record struct ReportCell(string Text, double? Value = null, bool IsStrong = false)
{
    /// <summary>What stands where there is nothing.</summary>
    public static ReportCell None { get; } = new("–");

    /// <summary>A fraction of 1 as percent with two decimals.</summary>
    public static ReportCell Percent(double? fraction) => fraction is { } f ? Number(100 * f, "F2") : None;

    /// <summary>A number that is percent already.</summary>
    public static ReportCell Printed(double? percent) => percent is { } p ? Number(p, "F2") : None;

    /// <summary>A difference of percents, with its sign.</summary>
    public static ReportCell Difference(double? percent) => percent is { } p ? Number(p, "+0.00;\u22120.00;0.00") : None;

    /// <summary>A number.</summary>
    public static ReportCell Number(double? value, string format) =>
        value is { } v && double.IsFinite(v) ? new(v.ToString(format, System.Globalization.CultureInfo.InvariantCulture), v) : None;

    /// <summary>A p-value: three decimals, or that it is less than can be shown so.</summary>
    public static ReportCell Probability(double p) => p < 0.001 ? new("< 0.001", p) : Number(p, "F3");

    /// <summary>Text is a cell.</summary>
    public static implicit operator ReportCell(string text) => new(text);
}
