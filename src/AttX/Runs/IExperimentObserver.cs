using AttX.Evaluation;
using AttX.Training;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>Observes an experiment; every method is optional. Called from several threads at once.</summary>
public interface IExperimentObserver : IPreparationObserver
{
    /// <summary>Reports the start of training.</summary>
    /// <param name="folds">
    /// Every fold with an estimate of its work. A fold is named by the subject left out, or as in <see cref="Fold"/>; in a sweep the name is preceded by its run.
    /// </param>
    void FoldsBegin(IReadOnlyList<(string Fold, double Work)> folds)
    {
    }

    /// <summary>Reports progress of a fold.</summary>
    /// <param name="fold">Its name.</param>
    /// <param name="share">Share of its training that is done, from 0 to 1.</param>
    /// <param name="resumed">True if an earlier process did the work.</param>
    void FoldAdvanced(string fold, double share, bool resumed)
    {
    }

    /// <summary>Reports the end of an epoch of a fold; a learner without epochs never does.</summary>
    void EpochCompleted(string fold, EpochSummary epoch)
    {
    }

    /// <summary>Reports that a fold is done.</summary>
    /// <param name="fold">Its name.</param>
    /// <param name="scores">The scores of each of its test subjects.</param>
    void FoldCompleted(string fold, IReadOnlyList<FoldScores> scores)
    {
    }

    /// <summary>Reports that all folds of one run of a sweep are done.</summary>
    void RunCompleted(string run, ExperimentResult result)
    {
    }
}
