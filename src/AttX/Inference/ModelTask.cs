using AttX.Datasets;
using AttX.Ground;
using AttX.Signals;

namespace AttX.Inference;

/// <summary>A model's task on data other than its training data.</summary>
internal static class ModelTask
{
    /// <summary>
    /// Returns the model's own task if the data have its labels, or its rating; else the data's task of the same classes, matched by name
    /// and in the model's order.
    /// </summary>
    /// <exception cref="OptionsException">The data have neither.</exception>
    public static ClassificationTask On(IDataset source, ClassificationTask task)
    {
        bool isKnown = task.Rating is { } rating ? source.Tasks.Any(t => t.Rating == rating)
            : task.Labels.All(label => source.Tasks.Any(t => t.Rating == null && t.Labels.Contains(label)));
        if (isKnown)
            return task;
        ClassificationTask[] same = [.. source.Tasks.Where(t => t.Count == task.Count && !t.Classes.Except(task.Classes).Any())];
        return (same.FirstOrDefault(t => t.Name == task.Name) ?? same.FirstOrDefault()) is { } found ? InOrder(found, task)
            : throw new OptionsException([$"The model's classes are {string.Join(", ", task.Classes)}, and {source.Name} has no task of them: " +
                $"its tasks are {string.Join(", ", source.Tasks)}."]);
    }

    private static ClassificationTask InOrder(ClassificationTask found, ClassificationTask task) =>
        (found.Rating != null || found.Classes.SequenceEqual(task.Classes) ? found
            : new ClassificationTask(found.Name, task.Classes, [.. found.Pairs()]) { Baseline = found.Baseline })
        .About(task.Classes[task.Positive]);
}
