namespace AttX.Reports.Html;

/// <summary>Frame of every page around its sections: one self-contained file without network access or scripts, also valid XML.</summary>
internal static class PageShell
{
    /// <summary>Builds the page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="lead">Text beneath the title.</param>
    /// <param name="sections">Its sections, which its table of contents lists.</param>
    /// <param name="chartStyle">The stylesheet of the charts in them.</param>
    /// <param name="version">The version of AttX that produced the content.</param>
    /// <param name="origin">Source of the content: "the files of the run".</param>
    public static string Of(
        string title, Markup lead, IReadOnlyList<ReportSection> sections, string chartStyle, string version, string origin) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/>
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
