using System.Globalization;
using AttX.Cli.Shell;
using AttX.Evaluation;
using AttX.Runs;
using Spectre.Console;

namespace AttX.Cli.Views;

/// <summary>Shows the progress of experiments or sweeps on the error stream: a bar on a terminal, occasional lines elsewhere.</summary>
internal sealed class ProgressDisplay(App app) : IExperimentObserver
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly RunProgress _progress = new(TimeProvider.System);
    private readonly List<double> _accuracies = [];
    private readonly HashSet<string> _notes = [];
    private int _folds, _completed, _runs, _completedRuns;
    private IAnsiConsole? _console;
    private ProgressTask? _bar;
    private DateTime _lastLine = DateTime.UtcNow;

    /// <summary>Runs experiments and shows their progress.</summary>
    public T Show<T>(Func<IExperimentObserver, T> run)
    {
        if (!app.ErrorIsTerminal)
            return run(this);
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(app.DrawnError), Interactive = InteractionSupport.Yes });
        return _console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                _bar = context.AddTask("Preparing windows", maxValue: 1);
                return run(this);
            });
    }

    public void SubjectPrepared(string subject, int completed, int total)
    {
        lock (_gate)
        {
            _bar?.Value((double)completed / total);
            if (_bar == null)
                Line($"prepared {subject} ({completed}/{total})");
        }
    }

    public void FoldsBegin(IReadOnlyList<(string Fold, double Work)> folds)
    {
        lock (_gate)
        {
            (_folds, _runs) = (folds.Count, folds.Select(f => f.Fold[..Math.Max(0, f.Fold.LastIndexOf('/'))]).Distinct().Count());
            _progress.Start(folds);
        }
    }

    public void FoldAdvanced(string fold, double share, bool resumed)
    {
        lock (_gate)
        {
            _progress.Advance(fold, share, resumed);
            if (_bar != null)
                Draw();
            else if (DateTime.UtcNow - _lastLine >= LineInterval)
                Line(Status());
        }
    }

    public void FoldCompleted(string fold, IReadOnlyList<FoldScores> scores)
    {
        lock (_gate)
        {
            double accuracy = scores.Average(s => s.Scores.Accuracy);
            _completed++;
            _accuracies.AddRange(scores.Select(s => s.Scores.Accuracy));
            if (_bar != null)
                Draw();
            else
                Line(string.Create(CultureInfo.InvariantCulture, $"fold {fold}: accuracy {100 * accuracy:0.00} %{(scores.Count > 1 ? $" (mean of {scores.Count} subjects)" : "")}; {Status()}"));
        }
    }

    public void RunCompleted(string run, ExperimentResult result)
    {
        lock (_gate)
            _completedRuns++;
    }

    public void Note(string message)
    {
        lock (_gate)
        {
            if (!_notes.Add(message))
                return;
            if (_console != null)
                _console.WriteLine(PlainText.Of(message));
            else
                Line(message);
        }
    }

    private void Draw()
    {
        _bar!.Description = Markup.Escape(PlainText.Of(Status()));
        _bar.Value(_progress.Done);
    }

    private string Status()
    {
        string runs = _runs > 1 ? $"{_completedRuns}/{_runs} runs, " : "";
        string accuracy = _accuracies.Count == 0 || _runs > 1
            ? "" : FormattableString.Invariant($", mean accuracy so far {100 * _accuracies.Average():0.00} %");
        string done = _bar != null ? "" : FormattableString.Invariant($", {100 * _progress.Done:0} % done");
        return $"{runs}{_completed}/{_folds} folds{accuracy}{done}{_progress.Remaining()}";
    }

    private void Line(string text)
    {
        app.Error.WriteLine(text);
        _lastLine = DateTime.UtcNow;
    }
}
