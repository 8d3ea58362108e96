namespace AttX.Classical.Learning;

/// <summary>Fits a classifier to rows of features. Immutable and thread-safe.</summary>
public interface ILearner
{
    /// <summary>Fits a classifier: the same rows and seed give the same bits, for any number of workers.</summary>
    /// <param name="training">The training rows.</param>
    /// <param name="seed">Decides every random number.</param>
    /// <param name="workers">Threads to use; only ensembles of independent trees use more than one.</param>
    /// <param name="cancellation">Cancels the fit.</param>
    /// <exception cref="InvalidDataException">The rows are too few for the learner.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    IFittedClassifier Fit(TrainingSet training, ulong seed, int workers = 1, CancellationToken cancellation = default);
}

/// <summary>A fitted classifier. Immutable and thread-safe.</summary>
public interface IFittedClassifier
{
    /// <summary>
    /// Computes the decision value of each class: the largest, the first of equal ones, is the prediction. Of two classes, the second's minus
    /// the first's is the usual single decision value.
    /// </summary>
    /// <param name="row">The features, one value per column.</param>
    /// <param name="scores">Receives one value per class.</param>
    void Score(ReadOnlySpan<double> row, Span<double> scores);

    /// <summary>Computes the probability of each class.</summary>
    /// <param name="row">The features, one value per column.</param>
    /// <param name="probabilities">Receives one value per class; they add up to 1.</param>
    void Probabilities(ReadOnlySpan<double> row, Span<double> probabilities);

    /// <summary>Checks what was read from a file, so that no row can make it fail.</summary>
    /// <param name="columns">Columns that rows will have.</param>
    /// <param name="classes">Classes that are expected.</param>
    /// <exception cref="InvalidDataException">A size or an index does not fit, or a number is not finite.</exception>
    void Require(int columns, int classes);
}
