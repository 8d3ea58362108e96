namespace AttX.Reports.Charts;

/// <summary>Styling of all charts, in one place.</summary>
public static class ChartStyle
{
    /// <summary>Share of the colour ramp at which a cell's text switches colour: black and white have the same contrast there.</summary>
    internal const double RampTurn = 0.63;

    /// <summary>
    /// The stylesheet: light and dark by the reader's preference, print, forced colours. The palette is Okabe and Ito's, darkened or
    /// lightened until each colour stands out from the page at 3:1. A page may override the variables; wrap an svg in
    /// <c>&lt;div class="chart-frame"&gt;</c> to let it scroll on a narrow screen, with a shadow at each side on which more lies.
    /// </summary>
    public const string Css = """
        :root {
          --chart-paper: #ffffff; --chart-ink: #1b1f24; --chart-soft: #57606a;
          --chart-axis: #6e7781; --chart-grid: #e3e7eb; --chart-stripe: #f4f6f8;
          --chart-0: #0072b2; --chart-1: #d55e00; --chart-2: #008a64; --chart-3: #c0649a;
          --chart-4: #b07a00; --chart-5: #3a93c9; --chart-6: #1b1f24;
          --chart-low: #f4f8fc; --chart-high: #08306b; --chart-on-low: #000000; --chart-on-high: #ffffff;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --chart-paper: #14171b; --chart-ink: #e6eaee; --chart-soft: #a3adb8;
            --chart-axis: #8b949e; --chart-grid: #2b3138; --chart-stripe: #1a1f25;
            --chart-0: #4da6e0; --chart-1: #f07c2e; --chart-2: #1db98f; --chart-3: #de94bd;
            --chart-4: #e6a817; --chart-5: #9ad8ff; --chart-6: #e6eaee;
            --chart-low: #1b222b; --chart-high: #70b5ea; --chart-on-low: #ffffff; --chart-on-high: #000000;
          }
        }
        @media print {
          :root {
            --chart-paper: #ffffff; --chart-ink: #000000; --chart-soft: #444444;
            --chart-axis: #555555; --chart-grid: #dddddd; --chart-stripe: #f4f4f4;
            --chart-0: #0072b2; --chart-1: #d55e00; --chart-2: #008a64; --chart-3: #c0649a;
            --chart-4: #b07a00; --chart-5: #3a93c9; --chart-6: #000000;
            --chart-low: #f4f8fc; --chart-high: #08306b; --chart-on-low: #000000; --chart-on-high: #ffffff;
          }
          .chart { min-width: 0 !important; break-inside: avoid; print-color-adjust: exact; }
        }
        @media (forced-colors: active) {
          :root {
            --chart-paper: Canvas; --chart-ink: CanvasText; --chart-soft: CanvasText;
            --chart-axis: CanvasText; --chart-grid: color-mix(in srgb, CanvasText 25%, Canvas); --chart-stripe: Canvas;
            --chart-0: CanvasText; --chart-1: CanvasText; --chart-2: CanvasText;
            --chart-3: CanvasText; --chart-4: CanvasText; --chart-5: CanvasText;
            --chart-6: CanvasText; --chart-low: Canvas; --chart-high: Canvas; --chart-on-low: CanvasText; --chart-on-high: CanvasText;
          }
          .chart .cell { stroke: var(--chart-grid); }
        }
        .chart-frame { overflow-x: auto; background:
          linear-gradient(to right, var(--chart-paper, #fff) 30%, transparent) left / 40px 100% local,
          linear-gradient(to left, var(--chart-paper, #fff) 30%, transparent) right / 40px 100% local,
          linear-gradient(to right, color-mix(in srgb, var(--chart-axis, #666) 55%, transparent), transparent) left / 14px 100% scroll,
          linear-gradient(to left, color-mix(in srgb, var(--chart-axis, #666) 55%, transparent), transparent) right / 14px 100% scroll;
          background-repeat: no-repeat; background-color: var(--chart-paper, #fff); }
        .chart-frame > .chart { background: none; }
        .chart { display: block; max-width: 100%; min-width: var(--least); height: auto; margin-inline: auto; }
        .chart { background: var(--chart-paper, #fff); }
        .chart text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--chart-ink, #000); }
        .chart .start { text-anchor: start; } .chart .middle { text-anchor: middle; } .chart .end { text-anchor: end; }
        .chart text.small { font-size: 10px; } .chart .halo { paint-order: stroke; stroke: var(--chart-paper, #fff); stroke-width: 3px; }
        .chart .title { font-weight: 600; }
        .chart .tick, .chart .note { fill: var(--chart-soft, #444); font-variant-numeric: tabular-nums; }
        .chart .axis { stroke: var(--chart-axis, #666); } .chart .grid { stroke: var(--chart-grid, #ddd); }
        .chart .mark { fill: var(--chart-soft, #555); }
        .chart .shade { fill: color-mix(in oklab, var(--chart-axis, #666) 22%, var(--chart-paper, #fff)); }
        .chart .stripe { fill: var(--chart-stripe, #f4f4f4); }
        .chart .reference { stroke: var(--chart-soft, #444); stroke-width: 1.5; stroke-dasharray: 2 4; fill: none; }
        .chart .line { fill: none; stroke: var(--c, #0072b2); stroke-width: 2; stroke-linejoin: round; }
        .chart .fine { stroke-width: 1.2; }
        .chart .muted { stroke-width: 1; opacity: 0.45; }
        .chart .fill { fill: var(--c, #0072b2); } .chart .marker { fill: var(--c, #0072b2); stroke: var(--chart-paper, #fff); }
        .chart .dot { fill: var(--c, #0072b2); fill-opacity: 0.45; stroke: var(--c, #0072b2); stroke-opacity: 0.8; }
        .chart .whisker { stroke: var(--chart-ink, #000); stroke-width: 1.5; fill: none; } .chart .mean { fill: var(--chart-ink, #000); }
        .chart .published { stroke: var(--c, #d55e00); stroke-width: 2; fill: var(--chart-paper, #fff); }
        .chart .texture { stroke: var(--chart-paper, #fff); stroke-width: 1.5; fill: none; }
        .chart .cell { fill: color-mix(in oklab, var(--chart-high, #08306b) var(--t), var(--chart-low, #f4f8fc)); }
        .chart .empty { fill: none; stroke: var(--chart-grid, #ddd); }
        .chart .on-low { fill: var(--chart-on-low, #000); } .chart .on-high { fill: var(--chart-on-high, #fff); }
        .chart .band { fill: color-mix(in oklab, var(--c, #0072b2) 35%, var(--chart-paper, #fff)); stroke: var(--c, #0072b2); }
        .chart .c0 { --c: var(--chart-0); } .chart .c1 { --c: var(--chart-1); } .chart .c2 { --c: var(--chart-2); }
        .chart .c3 { --c: var(--chart-3); }
        .chart .c4 { --c: var(--chart-4); } .chart .c5 { --c: var(--chart-5); } .chart .c6 { --c: var(--chart-6); }
        .chart .d1 { stroke-dasharray: 8 3; } .chart .d2 { stroke-dasharray: 2 2; } .chart .d3 { stroke-dasharray: 9 3 2 3; }
        .chart .d4 { stroke-dasharray: 5 2; } .chart .d5 { stroke-dasharray: 12 3 2 3 2 3; } .chart .d6 { stroke-dasharray: 4 5; }
        """;
}
