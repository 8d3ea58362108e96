namespace AttX.Reports.Html;

/// <summary>Styling of the page around the charts, whose colours it shares.</summary>
internal static class PageStyle
{
    /// <summary>The stylesheet.</summary>
    public const string Css = """
        :root { color-scheme: light dark; --link: #0550ae; --bad: #b3261e; --good: #1a6b3c; --bad-paper: #fdecea; --warn-paper: #fff5dc; --note-paper: #eef4fb; }
        @media screen and (prefers-color-scheme: dark) {
          :root { --link: #79b8ff; --bad: #ff8a80; --good: #6fcf97; --bad-paper: #3a1a18; --warn-paper: #33290f; --note-paper: #17222e; }
        }
        * { box-sizing: border-box; }
        html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
        @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
        body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1.25rem 4rem; color: var(--chart-ink); background: var(--chart-paper);
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0.5rem 0; } h2 { font-size: 1.4rem; margin: 3rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--chart-grid); }
        h3 { font-size: 1.1rem; margin: 0; display: inline; } h4 { font-size: 1rem; margin: 2rem 0 0.5rem; }
        p { max-width: 46rem; margin: 0.6rem 0; } header > p { font-size: 1.05rem; } a { color: var(--link); }
        .skip { position: absolute; left: -100rem; } .skip:focus { position: static; }
        nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 1.25rem 0 0; padding: 0; }
        .banner { max-width: none; border-left: 4px solid var(--chart-axis); border-radius: 3px; padding: 0.6rem 0.9rem; background: var(--note-paper); font-size: 0.95rem; }
        .banner.warning { background: var(--warn-paper); border-color: #b07a00; }
        .banner.failure { background: var(--bad-paper); border-color: var(--bad); color: var(--bad); }
        .key-figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0.75rem; margin: 1rem 0; }
        .key-figures div { border: 1px solid var(--chart-grid); border-radius: 6px; padding: 0.7rem 1rem; }
        .key-figures dt { color: var(--chart-soft); font-size: 0.9rem; } .key-figures dd { margin: 0; font-variant-numeric: tabular-nums; }
        .key-figures b { font-size: 1.5rem; } .key-figures span { color: var(--chart-soft); font-size: 0.85rem; }
        .table { margin: 1.5rem 0; } .scroll { overflow-x: auto; } .scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        table { border-collapse: collapse; font-size: 0.86rem; line-height: 1.35; font-variant-numeric: tabular-nums; border-block: 2px solid var(--chart-axis); }
        caption { text-align: left; font-weight: 600; font-size: 0.95rem; padding-bottom: 0.4rem; }
        th, td { padding: 0.28rem 0.65rem; text-align: right; vertical-align: baseline; white-space: nowrap; }
        tbody th, .text { text-align: left; } tbody th { font-weight: 400; } thead th { font-weight: 600; vertical-align: bottom; }
        thead tr:last-child th, thead th[rowspan] { border-bottom: 1px solid var(--chart-axis); } th.group { text-align: center; border-bottom: 1px solid var(--chart-grid); }
        tbody tr:nth-child(even) { background: var(--chart-stripe); } tbody + tbody { border-top: 1px solid var(--chart-axis); } td.text, .audit th { white-space: normal; min-width: 7rem; overflow-wrap: anywhere; }
        .audit td:last-child { min-width: 18rem; } .audit tbody th { min-width: 12rem; }
        .audit .holds td:nth-child(2) { color: var(--good); } .audit .fails :is(th, td) { color: var(--bad); font-weight: 600; }
        .note, figcaption { color: var(--chart-soft); font-size: 0.86rem; max-width: 52rem; } .note { margin: 0.4rem 0; }
        figure { margin: 1.5rem 0; } figcaption { margin-top: 0.4rem; } figure .chart { margin-inline: 0; }
        .multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(var(--column), 100%), 1fr)); gap: 0.75rem 1rem; }
        .narrow { --column: 230px; } .wide { --column: 310px; }
        .multiple p { margin: 0; font-weight: 600; font-size: 0.86rem; } .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 2rem; }
        .pair > *, .multiple { min-width: 0; } .pair :is(th, td) { white-space: normal; }
        summary { cursor: pointer; } details.numbers { margin: 0.6rem 0; } details.numbers > summary { color: var(--link); font-size: 0.9rem; }
        details.row { border-top: 1px solid var(--chart-grid); padding: 0.6rem 0; } details.row > summary > span { color: var(--chart-soft); margin-left: 0.75rem; font-size: 0.9rem; }
        footer { margin-top: 4rem; border-top: 1px solid var(--chart-grid); color: var(--chart-soft); font-size: 0.86rem; }
        @media screen { table:not(.audit) :is(thead tr, tbody tr:nth-child(odd)) { background: var(--chart-paper); } table:not(.audit) :is(tbody th, thead th:first-child) { position: sticky; left: 0; background: inherit; } }
        @media (max-width: 40rem) { tbody th { white-space: normal; min-width: 7rem; max-width: 45vw; } .audit tbody th { min-width: 9rem; } }
        @media print {
          :root { color-scheme: light; } html { font-size: 80%; } body { max-width: none; padding: 0; font-size: 10pt; } nav, .skip { display: none; } a { color: inherit; text-decoration: none; }
          h2, h3, h4, caption { break-after: avoid; } figure, tr, .banner, .multiple, .key-figures { break-inside: avoid; } thead { display: table-header-group; }
          .scroll { overflow: visible; } table { font-size: 7.5pt; } th, td { padding: 1.5pt 4pt; } .banner, tbody tr:nth-child(even) { print-color-adjust: exact; }
        }
        """;
}
