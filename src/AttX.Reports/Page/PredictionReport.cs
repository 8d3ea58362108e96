using AttX.Inference;
using AttX.Reports.Charts;
using AttX.Reports.Figures;
using AttX.Reports.Html;
using AttX.Reports.Tables;
using AttX.Runs;
using AttX.Signals.Modalities;

namespace AttX.Reports.Page;

/// <summary>
/// A model's predictions for recordings, as one page. Recordings are added one after another, and only their part of the page is kept.
/// </summary>
/// <param name="form">Properties shared by all predictions.</param>
/// <param name="modalities">The model's modalities, as the recordings have them.</param>
public sealed class PredictionReport(PredictionForm form, IReadOnlyList<Modality> modalities)
{
    private readonly List<EstimateSummary> _summaries = [];
    private readonly List<ReportSection> _recordings = [];
    private readonly List<(string Recording, string Error)> _failures = [];
    private readonly double[,] _theta = new double[form.Classes.Count, form.Attention.Count];
    private readonly int[] _windows = new int[form.Classes.Count];
    private EstimateBasis _basis;

    /// <summary>Adds a recording, or its failure.</summary>
    public void Add(RecordingOutcome outcome)
    {
        if (outcome.Prediction is not { } prediction)
        {
            _failures.Add((outcome.Recording, outcome.Error!.Message));
            return;
        }

        _basis = prediction.Basis;
        _summaries.Add(EstimateSummary.Of(prediction, form));
        _recordings.Add(new ReportSection(
            $"recording-{_recordings.Count + 1}", prediction.Recording, [PredictionFigure.Of(prediction, form, modalities)]));
        foreach (WindowEstimate window in prediction.Windows.Where(w => w.Class != null))
        {
            _windows[window.Class!.Value]++;
            for (int a = 0; a < window.Theta.Count; a++)
                _theta[window.Class.Value, a] += window.Theta[a];
        }
    }

    /// <summary>Writes the page.</summary>
    /// <param name="model">The model's file.</param>
    /// <param name="note">A note about the model for readers; null for none.</param>
    public string Write(string model, string? note) => PageShell.Of("AttX estimates",
        Markup.Of($"<p>{Lead(model)}</p>\n{Warning(note)}\n{Markup.Join(_summaries.SelectMany(s => s.Warnings).Select(Warning))}{Markup.Join(_failures.Select(Failure))}"),
        [new ReportSection("summary", "Summary", [Summary()]), .. _recordings], ChartStyle.Css, RunEnvironment.ProgramVersion, "the recordings and the model");

    private string Lead(string model) =>
        $"{string.Join(" or ", form.Classes)}, estimated by {Path.GetFileName(model)} in windows of {form.Spec.LengthSeconds} s from "
        + $"{ModalityNames.Of(modalities)} of {_summaries.Count} recording{(_summaries.Count == 1 ? "" : "s")}. "
        + string.Join(' ', form.Postprocessing.Describe(form.Spec, form.Classes[form.Task.Positive]).Prepend($"Mean and deviation are from {_basis.Describe()}."));

    private Markup Summary() => Markup.Join(
    [
        HtmlTable.Of(PredictionTables.Estimates(_summaries, form)),
        form.NamesSensors ? HtmlTable.Of(PredictionTables.Sensors(_summaries)) : Markup.Empty,
        form.Attention.Count > 0 ? HtmlTable.Of(PredictionTables.Attention(_theta, _windows, form, modalities)) : Markup.Empty,
    ]);

    private static Markup Warning(string? note) => note == null ? Markup.Empty : Markup.Of($"<p class=\"banner warning\">{note}</p>");

    private static Markup Failure((string Recording, string Error) failure) =>
        Markup.Of($"<p class=\"banner failure\"><strong>{failure.Recording} is left out.</strong> {failure.Error}</p>");
}
