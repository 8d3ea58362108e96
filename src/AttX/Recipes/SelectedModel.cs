using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Signals;

namespace AttX.Recipes;

/// <summary>The model of the chosen candidate, with the choice.</summary>
internal sealed class SelectedModel(IFittedModel model, Selection selection) : IFittedModel
{
    public IReadOnlyList<ModelFile> Files => [.. model.Files, new ModelFile(Selection.FileName, selection.Write)];

    public WindowSet Prepare(WindowSet windows) => model.Prepare(windows);

    public WindowSet? PrepareFrom(WindowSet windows, int startSecond) => model.PrepareFrom(windows, startSecond);

    public IWindowPredictor NewPredictor() => model.NewPredictor();

    public IEnumerable<(string Sensors, IWindowPredictor Predictor)> NewReducedPredictors() => model.NewReducedPredictors();

    public IEnumerable<(string Hidden, IWindowPredictor Predictor)> NewOccludedPredictors() => model.NewOccludedPredictors();

    public PublishedModel Publish(string? scores) => model.Publish(
        $"{selection.Describe()} {scores ?? "Its accuracy on people it was not trained on was not measured: give --scores RUN, a run with the same --select."}");
}
