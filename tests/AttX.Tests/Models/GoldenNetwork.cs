using System.Globalization;
using AttX.Models;
using AttX.Models.Branches;
using AttX.Models.Connections;
using AttX.Nn;
using AttX.Nn.Serialization;
using AttX.Testing;

namespace AttX.Tests.Models;

/// <summary>One variant's golden file, and a network with its options and initial weights.</summary>
internal sealed class GoldenNetwork
{
    private const double LearningRate = 1e-3;

    public GoldenNetwork(string variant)
    {
        File = Golden.Read(variant);
        Net = new AttXNet(ReadOptions(File.Metadata), seed: 1);
        foreach (Parameter parameter in Net.Arena.Parameters)
            parameter.Import(Golden.InitialWeight(parameter.Name, parameter.Shape), parameter.Values);
        Length = int.Parse(File.Metadata["length"], CultureInfo.InvariantCulture);
        Batches = [.. File["batches"].Data.Chunk(4).Select(b => b.Where(i => i >= 0).Select(i => (int)i).ToArray())];
    }

    public SafeTensorsFile File { get; }

    public AttXNet Net { get; }

    public int Length { get; }

    public int Windows => File["labels"].Data.Length;

    public IReadOnlyList<int[]> Batches { get; }

    public double WeightDecay => Number("weight-decay");

    /// <summary>The learning rate of a step, from 0.</summary>
    public double RateOf(int step) => LearningRate * (File.Metadata.ContainsKey("schedule") ? (1 + Math.Cos(Math.PI * step / Batches.Count)) / 2 : 1);

    public void Backward(AttXNetPass pass, int[] batch) => pass.Backward(LabelsOf(batch), Number("label-smoothing"),
        File.Metadata.TryGetValue("class-weights", out string? weights) ? [.. weights.Split(',').Select(w => float.Parse(w, CultureInfo.InvariantCulture))] : []);

    public int[] LabelsOf(int[] windows) => [.. windows.Select(w => (int)File["labels"].Data[w])];

    public void Feed(AttXNetPass pass, int[] windows)
    {
        // Sequences of three samples.
        for (int n = 0; n < pass.Previous.Length; n++)
            pass.Previous[n] = n % 3 == 0 ? -1 : n - 1;
        int features = Net.Options.Features;
        for (int n = 0; features > 0 && n < windows.Length; n++)
            File["features"].Data.AsSpan(windows[n] * features, features).CopyTo(pass.Features(n));
        foreach ((int i, BranchSpec branch) in Net.Options.Branches.Index())
            for (int n = 0; n < windows.Length; n++)
            {
                File[branch.Name].Data.AsSpan(windows[n] * Length * branch.Axes, Length * branch.Axes).CopyTo(pass.Input(i, n));
                if (Net.Options.AllowsAbsence)
                    pass.Present(n)[i] = File["present"].Data[(windows[n] * Net.BranchNames.Count) + i] == 1;
            }
    }

    private static AttXNetOptions ReadOptions(IReadOnlyDictionary<string, string> m) => new()
    {
        Branches = NetworkText.Branches(m["branches"]),
        Connection = NetworkText.Connection(m["connection"]),
        Stages = Numbers(m["stages"]),
        ConnectionKind = NetworkText.Kind(m.GetValueOrDefault("kind")),
        Attention = m["attention"] != "false",
        FixedAttention = m["attention"] == "fixed",
        Merge = m.ContainsKey("merge") ? ConnectionMerge.Sum : ConnectionMerge.Concatenation,
        BatchNormMomentum = double.Parse(m.GetValueOrDefault("momentum", "0.9"), CultureInfo.InvariantCulture),
        FirstStride = int.Parse(m.GetValueOrDefault("stride", "4"), CultureInfo.InvariantCulture),
        AttentionScope = m["scope"] == "time-step" ? AttentionScope.TimeStep : AttentionScope.Element,
        Widths = Numbers(m["widths"]),
        Classes = int.Parse(m["classes"], CultureInfo.InvariantCulture),
        AllowsAbsence = m.ContainsKey("absent"),
        ContextWindows = int.Parse(m.GetValueOrDefault("context", "0"), CultureInfo.InvariantCulture),
        Features = int.Parse(m.GetValueOrDefault("features", "0"), CultureInfo.InvariantCulture),
    };

    private double Number(string key) => double.Parse(File.Metadata.GetValueOrDefault(key, "0"), CultureInfo.InvariantCulture);

    private static int[] Numbers(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
}
