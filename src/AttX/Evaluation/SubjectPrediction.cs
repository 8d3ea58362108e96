using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>Predictions for one subject.</summary>
/// <param name="Predictions">The prediction for each window.</param>
/// <param name="Attention">The course of theta; null for a model without attention.</param>
public sealed record SubjectPrediction(Predictions Predictions, AttentionCourse? Attention)
{
    /// <summary>Predicts all windows of a subject.</summary>
    /// <param name="predictor">The model's predictor.</param>
    /// <param name="windows">The windows, prepared as the model requires.</param>
    /// <param name="task">Maps each window's label to a class.</param>
    public static SubjectPrediction Of(IWindowPredictor predictor, WindowSet windows, ClassificationTask task)
    {
        var items = new Prediction[windows.Count];
        var course = new AttentionPoint[windows.Count];
        for (int w = 0; w < windows.Count; w++)
        {
            (double start, int label) = (windows.StartSeconds(w), task.IndexOf(windows.Windows[w].Label));
            (int predicted, float[] probabilities) = predictor.Predict(windows, w);
            items[w] = new Prediction(start, label, predicted, probabilities);
            course[w] = new AttentionPoint(start, label, predictor.Theta());
        }

        IReadOnlyList<AttentionColumn> columns = predictor.Columns;
        return new SubjectPrediction(
            new Predictions(windows.Subject, task.Count, items) { Start = windows.Start }, columns.Count == 0 ? null : new AttentionCourse(columns, course));
    }
}
