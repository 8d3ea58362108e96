using System.Globalization;
using AttX.Evaluation;
using AttX.Experiments;
using Spectre.Console;

namespace AttX.Cli;

/// <summary>Shows an experiment's progress on the error stream: a bar on a terminal, a line now and then elsewhere.</summary>
internal sealed class ProgressDisplay(App app) : IExperimentObserver
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly RunProgress _progress = new(TimeProvider.System);
    private readonly List<double> _accuracies = [];
    private readonly HashSet<string> _notes = [];
    private IAnsiConsole? _console;
    private ProgressTask? _bar;
    private DateTime _lastLine = DateTime.UtcNow;

    /// <summary>Runs an experiment and shows it.</summary>
    public ExperimentResult Show(Func<IExperimentObserver, ExperimentResult> run)
    {
        if (!app.ErrorIsTerminal)
            return run(this);
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(app.Error), Interactive = InteractionSupport.Yes });
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
            if (completed == total)
                _progress.Start(total);
            if (_bar == null)
                Line($"prepared {subject} ({completed}/{total})");
        }
    }

    public void FoldAdvanced(string subject, double share, bool resumed)
    {
        lock (_gate)
        {
            _progress.Advance(subject, share, resumed);
            if (_bar != null)
                Draw();
            else if (DateTime.UtcNow - _lastLine >= LineInterval)
                Line(Status());
        }
    }

    public void FoldCompleted(FoldScores fold)
    {
        lock (_gate)
        {
            _accuracies.Add(fold.Scores.Accuracy);
            if (_bar != null)
                Draw();
            else
                Line(string.Create(CultureInfo.InvariantCulture, $"fold {fold.Subject}: accuracy {100 * fold.Scores.Accuracy:0.00} %; {Status()}"));
        }
    }

    public void Note(string message)
    {
        lock (_gate)
        {
            if (!_notes.Add(message))
                return;
            if (_console != null)
                _console.WriteLine(message);
            else
                Line(message);
        }
    }

    private void Draw()
    {
        _bar!.Description = Markup.Escape(Status());
        _bar.Value(_progress.Done);
    }

    private string Status()
    {
        string accuracy = _accuracies.Count == 0 ? "" : FormattableString.Invariant($", mean accuracy so far {100 * _accuracies.Average():0.00} %");
        string done = _bar != null ? "" : FormattableString.Invariant($", {100 * _progress.Done:0} % done");
        return $"{_accuracies.Count}/{_progress.Folds} folds{accuracy}{done}{_progress.Remaining()}";
    }

    private void Line(string text)
    {
        app.Error.WriteLine(text);
        _lastLine = DateTime.UtcNow;
    }
}
