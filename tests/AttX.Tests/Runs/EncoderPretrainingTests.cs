using AttX.Ground;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Models.Connections;
using AttX.Options;
using AttX.Runs;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Tests.Windows;

namespace AttX.Tests.Runs;

public sealed class EncoderPretrainingTests : ExperimentRuns
{
    private static readonly ToyCohort Others = new("P1", "P2");

    [Fact]
    public void Networks_start_from_the_encoder_and_say_so()
    {
        ExperimentOptions options = ToyCohort.Options with { Init = Encoder("others", Others) };
        Run("plain", ToyCohort.Options);
        Run("started", options);
        Run("resumed", options, resume: true, workers: 1);
        AssertSameBytes("started", "resumed");
        TrainedModel plain = TrainedModel.Load(Folder["plain", "folds", "S2", "model.safetensors"]), started = TrainedModel.Load(Folder["started", "folds", "S2", "model.safetensors"]);
        Assert.NotEqual(plain.Network.Export().First().Data, started.Network.Export().First().Data);
        Assert.Null(plain.Metadata.Pretraining);
        Assert.Equal(["P1", "P2"], started.Metadata.Pretraining!.Select(t => t.Subject));
        Assert.Equal(options.Init.Sha256, started.Metadata.Options.Init!.Sha256);
        Assert.Empty(started.Metadata.Options.Init.Path);
        Assert.Equal(started.Metadata.Pretraining, new FoldFolder(Folder["started"], "S3").ReadPretraining());
    }

    [Fact]
    public void A_model_for_use_names_what_its_encoder_knew()
    {
        ExperimentOptions options = ToyCohort.Options with { Init = Encoder("others", Others) };
        AttX.Recipes.PublishedModel model = new ModelTraining(Cohort, options).Run(new Witness(), CancellationToken.None);
        Assert.Contains("Started from an encoder pretrained without labels on 2 recordings (P1, P2).", model.Card, StringComparison.Ordinal);
        Ensemble loaded = new([TrainedModel.Load(new MemoryStream(model.File.ToArray()))]);
        Assert.Equal(Familiarity.Recording, Familiarities.Of(loaded, "somebody", loaded.Pretraining[0].Fingerprint!, null));
        Assert.Equal(Familiarity.Recording, Familiarities.Of(loaded, "somebody", "labelled", loaded.Pretraining[0].Samples));
        Assert.Equal(Familiarity.Name, Familiarities.Of(loaded, "P1", "another day", null));
    }

    [Fact]
    public void A_network_that_is_not_trained_yet_has_the_encoder_s_branches_and_a_head_of_its_own()
    {
        PretrainedEncoder encoder = PretrainedEncoder.Load(Encoder("others", Others));
        var net = new AttXNet(ToyCohort.Options.Network(ToyCohort.Options.Networks[0]), seed: 9);
        float[] head = [.. net.Export().Where(t => t.Name.StartsWith("head.", StringComparison.Ordinal)).SelectMany(t => t.Data)];
        encoder.CopyTo(net);
        Assert.Equal(head, net.Export().Where(t => t.Name.StartsWith("head.", StringComparison.Ordinal)).SelectMany(t => t.Data));
        Assert.Equal(encoder.Tensors.SelectMany(t => t.Data), net.Export().Where(t => !t.Name.StartsWith("head.", StringComparison.Ordinal)).SelectMany(t => t.Data));
    }

    [Fact]
    public void An_encoder_that_knows_a_test_subject_is_refused_unless_allowed()
    {
        ExperimentOptions options = ToyCohort.Options with { Init = Encoder("same", new ToyCohort("S3", "P1")) };
        Assert.Contains("was pretrained on recordings of S3, who is tested", Assert.Throws<OptionsException>(() => Run("refused", options)).Message, StringComparison.Ordinal);
        var witness = new Witness();
        Run("allowed", options with { PretrainedOnTested = true }, observer: witness);
        Assert.Contains(witness.Notes, note => note.Contains("S3, who is tested: these are not scores of new people", StringComparison.Ordinal));
        Assert.Contains("whom it knows cannot be told", Assert.Throws<OptionsException>(() =>
            Run("fewer", options with { Modalities = [Modality.Eda], Connection = ConnectionGraph.None, Stages = [] })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("widths", "widths 8,8,8 there, 16,8,8 here")]
    [InlineData("rate", "rate 32 there, 64 here")]
    [InlineData("modalities", "it was pretrained on bvp,eda, without acc")]
    [InlineData("normalise", "--normalise subject there, running+train here")]
    [InlineData("file", "no pretrained encoder: attx pretrain writes one")]
    [InlineData("changed", "another file now than the one named")]
    public void An_encoder_that_does_not_fit_is_refused(string what, string problem)
    {
        ExperimentOptions options = ToyCohort.Options with { Init = Encoder("others", Others) };
        if (what == "file")
            Run("plain", ToyCohort.Options);
        options = what switch
        {
            "widths" => options with { Widths = [16, 8, 8] },
            "rate" => options with { SamplingRateHz = 64 },
            "modalities" => options with { Modalities = [Modality.Bvp, Modality.Eda, Modality.Acceleration] },
            "normalise" => options with { Normalisation = Normalisation.RunningAndTrain },
            "file" => options with { Init = EncoderReference.Parse(Folder["plain", "folds", "S2", "model.safetensors"]) },
            _ => options with { Init = options.Init! with { Sha256 = new string('0', 64) } },
        };
        Assert.Contains(problem, Assert.ThrowsAny<Exception>(() => Run("refused", options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_of_other_connections_start_from_what_fits_and_say_so()
    {
        var witness = new Witness();
        Run("unconnected", ToyCohort.Options with { Init = Encoder("others", Others), Connection = ConnectionGraph.None, Stages = [] }, observer: witness);
        Assert.Contains(witness.Notes, note => note.EndsWith("tensors before the head start from random weights: the encoder has other connections.", StringComparison.Ordinal));
        Assert.NotEmpty(new FoldFolder(Folder["unconnected"], "S2").ReadPretraining());
    }

    [Fact]
    public void An_encoder_is_no_model() => Assert.Contains("a pretrained encoder, not a model",
        Assert.Throws<InvalidDataException>(() => TrainedModel.Load(Encoder("others", Others).Path)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("session")]
    [InlineData("running+train")]
    public void Labels_workers_and_repetition_change_nothing(string normalise)
    {
        ExperimentOptions options = new OptionReader().Give("normalise", normalise).Read() with
        { Device = Device.Wrist, Modalities = [Modality.Bvp, Modality.Eda], SamplingRateHz = 32, WindowSeconds = 2, Widths = [8, 8, 8], Epochs = 1 };
        byte[] first = File.ReadAllBytes(Encoder("first", Others, options).Path);
        Assert.Equal(first, File.ReadAllBytes(Encoder("again", Others, options, workers: 1).Path));
        byte[] otherwise = File.ReadAllBytes(Encoder("calm", new ToyCohort("P1", "P2") { Version = 7 }, options).Path);
        Assert.NotEqual(first, otherwise);
    }

    private EncoderReference Encoder(string name, ToyCohort cohort, ExperimentOptions? options = null, int workers = 2)
    {
        ExperimentOptions used = options ?? ToyCohort.Options with { Epochs = 1 };
        PretrainedEncoder encoder = new EncoderPretraining(
            [.. cohort.Subjects.Select(s => new UnlabelledRecording(s, () => cohort.Read(s, used.Device, used.Modalities)))], used)
        { Workers = workers }
            .Run(new Witness(), CancellationToken.None);
        string path = Folder[name + ".attx"];
        using (FileStream stream = File.Create(path))
            encoder.Save(stream);
        return EncoderReference.Parse(path);
    }
}
