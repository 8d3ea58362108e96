using AttX.Reports.Audit;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>The leakage audit as a table.</summary>
internal static class AuditSection
{
    /// <summary>The section.</summary>
    /// <param name="data">What was run.</param>
    /// <param name="audit">Finds what the page shows; not called for the tables, which need none of it.</param>
    public static ReportSection Of(ReportData data, Func<IReadOnlyList<AuditFinding>> audit) => new("audit", "Leakage audit",
        [SectionPart.OnPage(() => Findings(audit())), SectionPart.Table(NormalisationTable.Of(data))]);

    private static Markup Findings(IReadOnlyList<AuditFinding> findings) => Markup.Of($"""
        <p>Whether anything of a test subject can have reached the training, checked from the files of the folder. What they do not tell is said too.</p>
        <div class="table"><div class="scroll" role="region" aria-label="Leakage audit" tabindex="0"><table class="audit">
        <caption>Leakage audit</caption>
        <thead><tr><th scope="col" class="text">Claim</th><th scope="col" class="text">Outcome</th><th scope="col" class="text">What was looked at</th></tr></thead>
        <tbody>
        {Markup.Join(findings.Select(Row))}
        </tbody></table></div></div>
        """);

    private static Markup Row(AuditFinding finding) => Markup.Of($"""
        <tr class="{finding.Outcome.ToString().ToLowerInvariant()}"><th scope="row">{finding.Claim}</th>
        <td class="text">{Word(finding.Outcome)}</td><td class="text">{finding.Detail}</td></tr>
        """);

    private static string Word(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Holds => "\u2713 holds",
        AuditOutcome.Fails => "\u2717 FAILS",
        AuditOutcome.NotCheckable => "cannot be checked",
        AuditOutcome.ByDesign => "by design",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
