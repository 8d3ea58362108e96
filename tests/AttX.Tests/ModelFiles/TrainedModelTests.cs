using System.Buffers.Binary;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Nn.Serialization;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Tests.Runs;

namespace AttX.Tests.ModelFiles;

public sealed class TrainedModelTests(TrainedFolds folds) : IClassFixture<TrainedFolds>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("both", "model.safetensors")]
    [InlineData("eda-alone", "model.safetensors")]
    [InlineData("train-weighted", "model.ecg.safetensors")]
    [InlineData("three-classes", "model.safetensors")]
    [InlineData("ensemble", "model.safetensors")]
    public void A_loaded_model_is_saved_in_the_same_bytes(string variant, string name)
    {
        byte[] bytes = File.ReadAllBytes(folds.Model(variant, name));
        TrainedModel model = TrainedModel.Load(new MemoryStream(bytes));
        using MemoryStream saved = new();
        model.Save(saved);
        Assert.Equal(bytes, saved.ToArray());
        Assert.Equal(name, model.FileName);
        Assert.Empty(OptionsJson.Differences(TrainedFolds.Options(variant), "the run", model.Metadata.Options));
    }

    [Fact]
    public void The_metadata_describe_the_networks_training()
    {
        ModelMetadata both = TrainedModel.Load(folds.Model()).Metadata, ecg = TrainedModel.Load(folds.Model("train-weighted", "model.ecg.safetensors")).Metadata;
        Assert.Equal(("both", "ecg"), (both.Branches.Name, ecg.Branches.Name));
        Assert.Equal([Modality.Bvp, Modality.Eda], both.Modalities);
        Assert.Equal([Modality.Bvp], ecg.Modalities);
        Assert.Equal(["S3", "S10"], both.Training!.Select(t => t.Subject));
        Assert.Equal(RecordingFingerprint.Of(TrainedFolds.Cohort.Read("S10", Device.Wrist, both.Modalities)), both.Training![1].Fingerprint);
        Assert.Null(both.Statistics);
        Assert.InRange(Assert.Single(ecg.Statistics!).StandardDeviation, 10, 20);
        Assert.Null(both.TrainingAccuracy);
        Assert.InRange(ecg.TrainingAccuracy!.Value, 0.3, 1);
    }

    [Fact]
    public void A_file_of_an_earlier_version_does_not_list_its_training_subjects() =>
        Assert.Null(TrainedModel.Load(Changed(file => With(file, "attx.training", null))).Metadata.Training);

    [Theory]
    [InlineData("attx.format", null, "weights without AttX's metadata")]
    [InlineData("attx.format", "2", "written by a newer AttX (format 2; this one reads up to 1)")]
    [InlineData("attx.format", "one", "damaged metadata")]
    [InlineData("attx.options", null, "damaged metadata")]
    [InlineData("attx.options", "{", "damaged metadata")]
    [InlineData("attx.options", "{\"epoch\":3}", "did you mean \"epochs\"?")]
    [InlineData("attx.options", "{}", "contradicts attx.options")]
    [InlineData("attx.streams", "emg", "attx.streams (emg) contradicts")]
    [InlineData("attx.streams", "eda", "attx.streams (eda) contradicts attx.options")]
    [InlineData("attx.classes", "[\"calm\",\"stress\"]", "attx.classes (calm, stress) contradicts attx.options")]
    [InlineData("attx.classes", "[1]", "damaged metadata")]
    [InlineData("attx.inputs", "[]", "attx.inputs ([]) contradicts attx.options")]
    [InlineData("attx.inputs", "[{\"modality\":\"bvp\"}]", "damaged metadata")]
    [InlineData("attx.training", "[{\"fingerprint\":\"aa\"}]", "damaged metadata")]
    [InlineData("attx.trainingAccuracy", "high", "damaged metadata")]
    [InlineData("attx.trainingAccuracy", "1e999", "attx.trainingAccuracy must be from 0 to 1, got 1e999")]
    public void Invalid_metadata_are_refused(string key, string? value, string message) =>
        AssertRefused(message, Changed(file => With(file, key, value)));

    [Theory]
    [InlineData("\"standardDeviation\":", "\"standardDeviation\":-")]
    [InlineData("\"modality\":\"bvp\"", "\"modality\":\"ecg\"")]
    [InlineData("\"samplingRateHz\":32", "\"samplingRateHz\":64")]
    [InlineData("\"windowSamples\":64", "\"windowSamples\":640")]
    [InlineData("0.5–8 Hz", "0.5–9 Hz")]
    [InlineData("\"mean\"", "\"mode\"")]
    public void Inputs_must_be_those_of_the_options(string text, string other) => AssertRefused("contradicts attx.options", Changed(
        file => With(file, "attx.inputs", file.Metadata["attx.inputs"].Replace(text, other, StringComparison.Ordinal)), "train"));

    [Theory]
    [InlineData("\"mean\":", "\"mean\":1e999,\"was\":")]
    [InlineData("\"standardDeviation\":", "\"standardDeviation\":1e999,\"was\":")]
    public void Statistics_must_be_finite(string text, string other) => AssertRefused("damaged metadata (no finite number", Changed(
        file => With(file, "attx.inputs", file.Metadata["attx.inputs"].Replace(text, other, StringComparison.Ordinal)), "train"));

    [Fact]
    public void Weights_that_do_not_fit_are_refused()
    {
        AssertRefused("1 missing: ecg.stage1.conv.weight (8, 1, 32)", Changed(file => file with { Tensors = [.. file.Tensors.Where(t => t.Name != "ecg.stage1.conv.weight")] }));
        AssertRefused("1 unknown: other", Changed(file => file with { Tensors = [.. file.Tensors, new NamedTensor("other", [1], [0])] }));
        AssertRefused("a weight is infinite or not a number", Changed(file => file with
        {
            Tensors = [.. file.Tensors.Select((t, i) => i == 3 ? t with { Data = [.. t.Data.Select((v, j) => j == 1 ? float.NaN : v)] } : t)],
        }));
        AssertRefused("attx1.w_u (16) is (8)", Changed(file => Widths(file, "16,8,8")));
        AssertRefused("too few for a network of widths 8,8,4096", Changed(file => Widths(file, "8,8,4096")));
    }

    [Fact]
    public void An_ensemble_that_lacks_members_or_claims_others_is_refused()
    {
        MemoryStream Claiming(int members, string variant = "ensemble") => Changed(file => With(
            file, "attx.options", file.Metadata["attx.options"].Replace("\"ensemble\":3", $"\"ensemble\":{members}", StringComparison.Ordinal)), variant);
        NamedTensor Renamed(NamedTensor t, string name, string to) => t.Name == name ? t with { Name = to } : t;
        AssertRefused("--ensemble must be from 1 to 100, got 2000000000", Claiming(2_000_000_000));
        AssertRefused("it should hold 100 networks (--ensemble), but has no tensors of 97 of them, the first of which is member4.", Claiming(100));
        AssertRefused("it should hold 2 networks (--ensemble), but tensor 'member3.", Claiming(2));
        AssertRefused("unknown: member1.", Claiming(1));
        AssertRefused("it should hold 3 networks (--ensemble), but has no tensors of 3 of them", Changed(file => With(
            file, "attx.options", file.Metadata["attx.options"].Replace("\"sensorDropout\":0.4", "\"sensorDropout\":0.4,\"ensemble\":3", StringComparison.Ordinal)), "dropout"));
        AssertRefused("member2: The tensors are not this network's: 1 missing: head.2.bias (2); 1 unknown: head.2.bios.", Changed(
            file => file with { Tensors = [.. file.Tensors.Select(t => Renamed(t, "member2.head.2.bias", "member2.head.2.bios"))] }, "ensemble"));
        AssertRefused("member3: The tensors are not this network's: 1 of another shape: head.2.bias (2) is (2, 1).", Changed(
            file => file with { Tensors = [.. file.Tensors.Select(t => t.Name == "member3.head.2.bias" ? t with { Shape = [2, 1] } : t)] }, "ensemble"));
        AssertRefused("is of none", Changed(file => file with { Tensors = [.. file.Tensors, new NamedTensor("other", [1], [0])] }, "ensemble"));
    }

    [Fact]
    public void A_window_and_widths_whose_product_exceeds_a_buffer_are_refused() =>
        AssertRefused("at most 67108864 can be worked on", Changed(file =>
            With(file, "attx.options", file.Metadata["attx.options"].Replace("[8,8,8]", "[512,8,8]", StringComparison.Ordinal)
                .Replace("\"rate\":32", "\"rate\":10000", StringComparison.Ordinal).Replace("\"window\":2", "\"window\":3355.44", StringComparison.Ordinal))));

    [Fact]
    public void Files_that_are_not_models_are_refused()
    {
        byte[] bytes = File.ReadAllBytes(folds.Model());
        foreach (int length in new[] { 0, 5, 100, 2000, bytes.Length - 1 })
            AssertRefused("Truncated safetensors file", bytes[..length]);
        AssertRefused("Not a safetensors file", "This is a letter to a friend."u8.ToArray());
        byte[] damaged = [.. bytes];
        damaged[8] = (byte)'x';
        AssertRefused("Not a safetensors file: its header is not JSON", damaged);
    }

    [Fact]
    public void Damage_anywhere_in_the_header_is_refused_or_harmless()
    {
        byte[] bytes = File.ReadAllBytes(folds.Model("train"));
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes), refused = 0;
        Rng rng = new(1);
        for (int i = 0; i < 1000; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[8 + (int)(rng.NextDouble() * header)] = (byte)(32 + (rng.NextDouble() * 95));
            try
            {
                TrainedModel.Load(new MemoryStream(damaged));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 500, 1000);
    }

    private void AssertRefused(string message, byte[] bytes)
    {
        string path = _folder["model.safetensors"];
        File.WriteAllBytes(path, bytes);
        string refusal = Assert.Throws<InvalidDataException>(() => TrainedModel.Load(path)).Message;
        Assert.StartsWith($"{path}: ", refusal, StringComparison.Ordinal);
        Assert.Contains(message, refusal);
        Assert.DoesNotContain('\n', refusal);
    }

    private void AssertRefused(string message, Stream stream) => AssertRefused(message, ((MemoryStream)stream).ToArray());

    private MemoryStream Changed(Func<SafeTensorsFile, SafeTensorsFile> change, string variant = "both")
    {
        using FileStream stream = File.OpenRead(folds.Model(variant));
        SafeTensorsFile file = SafeTensors.Read(stream), changed = change(file);
        Assert.NotEqual(file, changed);
        MemoryStream written = new();
        SafeTensors.Write(written, changed.Tensors, changed.Metadata);
        written.Position = 0;
        return written;
    }

    private static SafeTensorsFile With(SafeTensorsFile file, string key, string? value)
    {
        Dictionary<string, string> metadata = new(file.Metadata);
        Assert.NotEqual(metadata.GetValueOrDefault(key), value);
        metadata.Remove(key);
        if (value != null)
            metadata[key] = value;
        return file with { Metadata = metadata };
    }

    private static SafeTensorsFile Widths(SafeTensorsFile file, string widths) =>
        With(file, "attx.options", file.Metadata["attx.options"].Replace("[8,8,8]", $"[{widths}]", StringComparison.Ordinal));
}
