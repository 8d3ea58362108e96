using AttX.ModelFiles;
using AttX.Models;
using AttX.Nn.Serialization;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

/// <summary><c>attx export</c> and <c>attx import</c>; what they write is tested in AttX.Onnx.Tests and AttX.Tests.</summary>
public sealed class ExportTests : IDisposable
{
    private static readonly ExperimentOptions Options = ExperimentOptions.For(Device.Chest) with { Widths = [8, 8, 8], Stages = [3] };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Export_writes_a_file()
    {
        WriteModel();
        Assert.Equal(App.Done, Attx("export", "model.safetensors", "--onnx", "a.onnx").ExitCode);
        byte[] network = File.ReadAllBytes(_folder["a.onnx"]);
        CommandRun run = Attx("export", "model.safetensors", "--onnx", "raw.onnx", "--with-preprocessing");
        Assert.Equal(App.Done, run.ExitCode);
        Assert.Equal($"{_folder["raw.onnx"]}: from ecg_raw and eda_raw to probabilities.", run.Output.TrimEnd());
        Assert.NotEqual(network, File.ReadAllBytes(_folder["raw.onnx"]));
        CommandRun folder = CommandRun.Of("export", _folder.FullPath, "--onnx", _folder["b.onnx"]);
        Assert.Equal((App.Done, ""), (folder.ExitCode, folder.Error));
        Assert.Equal(network, File.ReadAllBytes(_folder["b.onnx"]));
    }

    [Theory]
    [InlineData(App.WrongUsage, "belongs to --with-preprocessing", "export", "model.safetensors", "--onnx", "a.onnx", "--native-rates", "700,700")]
    [InlineData(App.WrongUsage, "one rate an input", "export", "model.safetensors", "--onnx", "a.onnx", "--with-preprocessing", "--native-rates", "700")]
    [InlineData(App.WrongUsage, "whole numbers", "export", "model.safetensors", "--onnx", "a.onnx", "--with-preprocessing", "--native-rates", "fast")]
    [InlineData(App.WrongUsage, "exists already", "export", "model.safetensors", "--onnx", "model.safetensors")]
    [InlineData(App.Failed, "absent.safetensors", "export", "absent.safetensors", "--onnx", "a.onnx")]
    [InlineData(App.Failed, "damaged.safetensors", "export", "damaged.safetensors", "--onnx", "a.onnx")]
    [InlineData(App.Failed, "without AttX's metadata", "export", "weights.safetensors", "--onnx", "a.onnx")]
    [InlineData(App.WrongUsage, "nowhere", "export", "model.safetensors", "--onnx", "nowhere/a.onnx")]
    [InlineData(App.WrongUsage, "exists already", "import", "weights.safetensors", "--out", "model.safetensors")]
    [InlineData(App.WrongUsage, "two networks", "import", "weights.safetensors", "--out", "a.attx", "--fusion", "decision")]
    [InlineData(App.WrongUsage, "--epochs", "import", "weights.safetensors", "--out", "a.attx", "--epochs", "3")]
    [InlineData(App.WrongUsage, "needs --means", "import", "weights.safetensors", "--out", "a.attx", "--normalise", "train")]
    [InlineData(App.WrongUsage, "belong to --normalise train", "import", "weights.safetensors", "--out", "a.attx", "--means", "1,2")]
    [InlineData(App.Failed, "attx1.W (2, 2)", "import", "weights.safetensors", "--out", "a.attx", "--widths", "8,8,8", "--stages", "1,3", "--connection", "ecg-to-eda")]
    public void What_cannot_be_done_is_one_line_and_leaves_no_file(int code, string problem, params string[] args)
    {
        WriteModel();
        CommandRun run = Attx(args);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(problem, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["damaged.safetensors", "model.safetensors", "weights.safetensors"],
            Directory.GetFiles(_folder.FullPath).Select(f => Path.GetFileName(f)).Order());
    }

    [Fact]
    public void An_imported_model_is_the_model_that_its_weights_came_from()
    {
        WriteModel();
        CommandRun run = Attx("import", "weights.safetensors", "--out", "a.attx", "--widths", "8,8,8", "--stages", "3");
        Assert.Equal((App.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(File.ReadAllBytes(_folder["model.safetensors"]), File.ReadAllBytes(_folder["a.attx"]));
    }

    [Fact]
    public void What_the_training_standardised_by_stands_in_the_imported_model()
    {
        WriteModel();
        CommandRun run = Attx("import", "weights.safetensors", "--out", "a.attx", "--widths", "8,8,8", "--stages", "3",
            "--normalise", "train", "--means", "-0.5,4", "--deviations", "1,2e-1");
        Assert.Equal((App.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal([(-0.5, 1), (4, 0.2)], TrainedModel.Load(_folder["a.attx"]).Metadata.Statistics!.Select(s => (s.Mean, s.StandardDeviation)));
    }

    /// <summary>model.safetensors; its weights alone, as another program would write them; and a damaged model.</summary>
    private void WriteModel()
    {
        var network = new AttXNet(Options.Network(Options.Networks[0]), seed: 3);
        var model = new TrainedModel(network, new ModelMetadata { Options = Options, Branches = Options.Networks[0] });
        using MemoryStream bytes = new();
        model.Save(bytes);
        File.WriteAllBytes(_folder["model.safetensors"], bytes.ToArray());
        File.WriteAllBytes(_folder["damaged.safetensors"], bytes.ToArray()[..^100]);
        using FileStream weights = File.Create(_folder["weights.safetensors"]);
        SafeTensors.Write(weights, [.. network.Arena.Parameters.Select(p => AttXNet.Export(p, p.Values))], new Dictionary<string, string>());
    }

    /// <summary>Runs the command; arguments that look like files are in the folder.</summary>
    private CommandRun Attx(params string[] args) => CommandRun.Of([.. args.Select(a => Path.HasExtension(a) && char.IsLetter(a[0]) ? _folder[a] : a)]);
}
