using AttX.Cli.Bench;
using AttX.Models;
using AttX.Nn.Serialization;
using AttX.Training;

namespace AttX.Benchmarks.Peers;

/// <summary>A network with statistics that training moved, and what it answers: for a peer to load and be compared with.</summary>
internal static class ExportedNetwork
{
    private const int Samples = 16;
    private const string Model = "model.safetensors", Check = "check.safetensors";

    public static void Write(string folder, int[] widths)
    {
        AttXNet net = new(new AttXNetOptions { Widths = widths }, seed: 1);
        LabelledWindows data = NoiseWindows.Create(net.Options, Samples, SpeedTest.Length);
        Trainer trainer = new(net, new TrainingOptions { BatchSize = Samples, Epochs = 3 }, data, seed: 1);
        trainer.Run(ITrainingObserver.None, CancellationToken.None);
        Directory.CreateDirectory(folder);
        using (FileStream model = File.Create(Path.Combine(folder, Model)))
            net.Save(model, new Dictionary<string, string> { ["widths"] = string.Join(',', widths) });

        AttXNetPass pass = new(net, Samples, SpeedTest.Length, training: false);
        for (int n = 0; n < Samples; n++)
            for (int branch = 0; branch < net.BranchNames.Count; branch++)
                data.Signal(branch, n).CopyTo(pass.Input(branch, n));
        pass.Forward(Samples);
        NamedTensor Signal(string name, int branch) =>
            new(name, [Samples, 1, SpeedTest.Length], [.. Enumerable.Range(0, Samples).SelectMany(n => data.Signal(branch, n).ToArray())]);
        using FileStream check = File.Create(Path.Combine(folder, Check));
        SafeTensors.Write(
            check,
            [
                Signal("ecg", 0),
                Signal("eda", 1),
                new("logits", [Samples, net.Options.Classes], [.. Enumerable.Range(0, Samples).SelectMany(n => pass.Logits(n).ToArray())]),
            ],
            new Dictionary<string, string>());
    }

    public static AttXNet Read(string folder)
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder, Model));
        SafeTensorsFile file = SafeTensors.Read(stream);
        AttXNet net = new(new AttXNetOptions { Widths = [.. file.Metadata["widths"].Split(',').Select(int.Parse)] }, seed: 1);
        net.Load(file);
        return net;
    }
}
