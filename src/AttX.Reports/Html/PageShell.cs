namespace AttX.Reports.Html;

/// <summary>What every page has around its sections: one file that needs nothing else, no network, no script; well-formed XML too.</summary>
internal static class PageShell
{
    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="lead">What stands beneath.</param>
    /// <param name="sections">Its sections, which its contents list.</param>
    /// <param name="chartStyle">The stylesheet of the charts in them.</param>
    /// <param name="version">The AttX that made what is shown.</param>
    /// <param name="origin">From what: "the files of the run".</param>
    public static string Of(
        string title, Markup lead, IReadOnlyList<ReportSection> sections, string chartStyle, string version, string origin) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="generator" content="AttX {version}"/>
        <title>{title}</title>
        <style>
        {new Markup(chartStyle)}
        {new Markup(PageStyle.Css)}
        </style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the results</a>
        <header>
        <h1>{title}</h1>
        {lead}
        </header>
        <nav aria-label="Contents"><ul>
        {Markup.Join(sections.Select(s => Markup.Of($"<li><a href=\"#{s.Id}\">{s.Title}</a></li>")))}
        </ul></nav>
        <main id="main">
        {Markup.Join(sections.Select(s => s.ToHtml()))}
        </main>
        <footer><p>Made by AttX {version} from {origin} alone. Method: Bhatti, Behinaein, Rodenburg, Hungler, Etemad, “Attentive
        Cross-modal Connections for Deep Multimodal Wearable-based Emotion Recognition”, ACII Workshops 2021. Not a medical device.</p></footer>
        </body>
        </html>

        """).Html;
}
