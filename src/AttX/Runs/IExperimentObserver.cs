using AttX.Evaluation;
using AttX.Training;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>Watches an experiment; every method may be left out. Called from several threads at once.</summary>
public interface IExperimentObserver : IPreparationObserver
{
    /// <summary>Training begins.</summary>
    /// <param name="folds">Every fold and a measure of its work. A fold's name is its test subject's, in a sweep preceded by its run's.</param>
    void FoldsBegin(IReadOnlyList<(string Fold, double Work)> folds)
    {
    }

    /// <summary>A fold has come further.</summary>
    /// <param name="fold">Its name.</param>
    /// <param name="share">Share of its training that is done, from 0 to 1.</param>
    /// <param name="resumed">True where an earlier process did it.</param>
    void FoldAdvanced(string fold, double share, bool resumed)
    {
    }

    /// <summary>An epoch of a fold is done; a learner without epochs never reports one.</summary>
    void EpochCompleted(string fold, EpochSummary epoch)
    {
    }

    /// <summary>A fold is done.</summary>
    void FoldCompleted(string fold, FoldScores scores)
    {
    }

    /// <summary>All folds of one run of a sweep are done.</summary>
    void RunCompleted(string run, ExperimentResult result)
    {
    }
}
