using System.Text;
using AttX.Evaluation;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;

namespace AttX.Runs;

/// <summary>What a fold's model makes of one test subject: the predictions, and the files that stand beside them in the fold's folder.</summary>
/// <param name="Predictions">The predictions.</param>
/// <param name="Files">The content of the files that history.json lists, by name, without the predictions and the model.</param>
/// <param name="Unlisted">The content of those that are no part of the fold's completeness.</param>
internal sealed record FoldTest(Predictions Predictions, IReadOnlyDictionary<string, byte[]> Files, IReadOnlyDictionary<string, byte[]> Unlisted)
{
    /// <summary>Names of the files.</summary>
    public const string PredictionsName = "predictions.csv", AttentionName = "attention.csv", QualityName = "quality.csv", SensorsName = "sensors.csv",
        StartsName = "starts.csv", ControlName = "control.csv", OcclusionName = "occlusion.csv", ExamplesName = "examples.safetensors";

    /// <summary>Number of example windows among those that the model got most wrong.</summary>
    private const int Examples = 3;

    /// <summary>Every name that a test may leave, the predictions first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [PredictionsName, AttentionName, QualityName, SensorsName, StartsName, ControlName, OcclusionName, ExamplesName];

    /// <summary>Tests a model on one subject.</summary>
    /// <param name="model">The model.</param>
    /// <param name="windows">The subject's windows, not yet prepared for the model.</param>
    /// <param name="unused">Reads the windows of the subject's time that the task does not use.</param>
    /// <param name="options">The options of the run.</param>
    public static FoldTest Of(ITestedModel model, WindowSet windows, Func<WindowSet> unused, ExperimentOptions options)
    {
        ClassificationTask task = options.Task;
        WindowSet test = model.Prepare(windows);
        (Predictions predictions, AttentionCourse? attention) = SubjectPrediction.Of(model.NewPredictor(), test, task);
        return new FoldTest(
            predictions,
            Contents(
                (AttentionName, Text(attention?.ToCsv())),
                (QualityName, Text(QualityVerdicts.Of(test)?.ToCsv())),
                (ExamplesName, Stored(ExampleWindow.MostWrong(predictions, test, Examples))),
                (SensorsName, Text(SensorScores.Of(model.NewReducedPredictors(), test, task)?.ToCsv())),
                (StartsName, Text(StartPredictions.Of(windows, options.SettleSeconds, task, second => model.PrepareFrom(windows, second), model.NewPredictor())?.ToCsv(task.Count)))),
            Contents(
                (ControlName, Text(NegativeControl.Of(model.NewPredictor(), model.Prepare(unused()), task)?.ToCsv())),
                (OcclusionName, Text(Occlusion.Of(model.NewOccludedPredictors(), test, task)?.ToCsv(predictions.Items.Count)))));
    }

    private static byte[] Stored(IReadOnlyList<ExampleWindow> examples)
    {
        using var content = new MemoryStream();
        ExampleWindow.Write(content, examples);
        return content.ToArray();
    }

    private static byte[]? Text(string? text) => text == null ? null : Encoding.UTF8.GetBytes(text);

    private static Dictionary<string, byte[]> Contents(params IEnumerable<(string Name, byte[]? Content)> files) =>
        files.Where(f => f.Content != null).ToDictionary(f => f.Name, f => f.Content!);
}
