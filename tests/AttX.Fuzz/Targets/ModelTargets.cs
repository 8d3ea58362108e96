using AttX.Classical.Recipes;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Nn.Serialization;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Fuzz;

/// <summary>Models and what accompanies them.</summary>
internal static class ModelTargets
{
    private static readonly ModelTable Kinds = new(LearnerModel.Kind);

    /// <summary>Networks of each kind that files have.</summary>
    public static IEnumerable<FuzzCase> Models() => TinyModel.Kinds.Select(kind => FuzzCase.Of(kind.Name + ".safetensors", kind.Model.Save));

    public static IEnumerable<FuzzCase> Encoders() =>
        [FuzzCase.Of("encoder.attx", PretrainedEncoder.Of(TinyModel.Of(Device.Wrist).Network, TinyModel.Of(Device.Wrist).Metadata.Options, [new TrainingSubject("S2")]).Save)];

    public static IEnumerable<FuzzCase> Persons()
    {
        string path = Path.GetTempFileName();
        PersonFile.Write(path, RecordingPredictor.UnknownPerson(new Ensemble([TinyModel.Live])));
        FuzzCase made = FuzzCase.Load(path) with { Name = "wrist.json" };
        File.Delete(path);
        return [made with { Files = [("wrist.json", made.Files[0].Content)] }];
    }

    public static void SafeTensorsFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        SafeTensors.Read(stream);
    }

    /// <summary>Reads a model, and predicts a window of zeros as far as it has inputs.</summary>
    public static void Model(string path)
    {
        IModel model = Kinds.Load(path);
        IModelPredictor predictor = model.NewPredictor();
        for (int m = 0; m < model.Options.Modalities.Count; m++)
            predictor.Input(m).Clear();
        predictor.Features.Clear();
        predictor.Predict();
        _ = model.Hashes; // writes it anew
        _ = new RecordingPredictor(model, baseline: null).Note;
    }

    public static void Encoder(string path)
    {
        PretrainedEncoder encoder = PretrainedEncoder.Load(EncoderReference.Parse(path));
        ModelMetadata tiny = TinyModel.Of(Device.Wrist).Metadata;
        encoder.Misfit(tiny.Options);
        encoder.CopyTo(new AttXNet(tiny.Options.Network(tiny.Branches), seed: 1));
    }

    public static void Person(string path)
    {
        PersonStatistics unknown = RecordingPredictor.UnknownPerson(new Ensemble([TinyModel.Live]));
        PersonFile.Write(path + ".new", PersonFile.Read(path, unknown));
    }
}
