using AttX.ModelFiles;
using AttX.Models;
using AttX.Nn.Serialization;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Testing;
using AttX.Training;

namespace AttX.Tests.ModelFiles;

public sealed class WeightImportTests : IDisposable
{
    private const double ProbabilityTolerance = 1e-5;

    private static readonly ModelMetadata Metadata = new()
    {
        Options = ExperimentOptions.For(Device.Chest) with { Widths = [8, 8, 8] },
        Branches = BranchSelection.Of("ecg", "eda"),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_from_PyTorch_give_PyTorchs_probabilities_and_survive_as_a_model()
    {
        TrainedModel imported = TrainedModel.Import(Golden.PathOf("pytorch-weights.safetensors"), Metadata);
        using (FileStream file = File.Create(_folder["model"]))
            imported.Save(file);
        TrainedModel model = TrainedModel.Load(_folder["model"]);
        SafeTensorsFile answers = Golden.Read("pytorch-answers");
        int windows = answers["ecg"].Shape[0], length = answers["ecg"].Shape[2];
        Predictor predictor = new(model.Network, length);
        float[] probabilities = new float[2 * windows];
        for (int n = 0; n < windows; n++)
        {
            for (int s = 0; s < 2; s++)
                answers[model.Network.BranchNames[s]].Data.AsSpan(n * length, length).CopyTo(predictor.Input(s));
            predictor.Predict(probabilities.AsSpan(2 * n, 2));
        }

        Tolerance.Absolute("probabilities", probabilities, [.. answers["probabilities"].Data.Select(v => (double)v)], ProbabilityTolerance);
    }

    [Fact]
    public void Every_tensor_that_is_missing_unknown_or_of_another_shape_is_named()
    {
        SafeTensorsFile weights = Golden.Read("pytorch-weights");
        string message = Refusal([.. weights.Tensors.Where(t => !t.Name.StartsWith("head.1.", StringComparison.Ordinal)).Select(t => t.Name switch
        {
            "ecg.stage1.conv.weight" => t with { Shape = [8, 32, 1] },
            "attx1.W" => t with { Name = "attx1.w" },
            _ => t,
        })]);
        foreach (string part in new[]
        {
            "3 missing: ", "attx1.W (2, 2)", "head.1.weight (128, 128)", "head.1.bias (128)", "1 unknown: attx1.w;",
            "1 of another shape: ecg.stage1.conv.weight (8, 1, 32) is (8, 32, 1)",
        })
            Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_is_not_a_number_is_refused() => Assert.Contains("not a number", Refusal(
        [.. Golden.Read("pytorch-weights").Tensors.Select(t => t.Name == "head.0.bias" ? t with { Data = [.. t.Data.Select(_ => float.NaN)] } : t)]),
        StringComparison.Ordinal);

    private string Refusal(IReadOnlyList<NamedTensor> tensors)
    {
        using (FileStream file = File.Create(_folder["weights"]))
            SafeTensors.Write(file, tensors, new Dictionary<string, string>());
        string message = Assert.Throws<InvalidDataException>(() => TrainedModel.Import(_folder["weights"], Metadata)).Message;
        Assert.StartsWith(_folder["weights"], message, StringComparison.Ordinal);
        return message;
    }
}
