using System.Globalization;
using AttX.Models;
using AttX.Nn.Serialization;
using AttX.Nn;
using AttX.Testing;

namespace AttX.Tests.Models;

/// <summary>One variant's golden file, and a network with its options and initial weights.</summary>
internal sealed class GoldenNetwork
{
    private readonly string[] _streams;

    public GoldenNetwork(string variant)
    {
        File = Golden.Read(variant);
        Net = new AttXNet(ReadOptions(File.Metadata), seed: 1);
        foreach (Parameter parameter in Net.Arena.Parameters)
            parameter.Import(Golden.InitialWeight(parameter.Name, parameter.Shape), parameter.Values);
        _streams = File.Metadata["streams"] == "both" ? ["ecg", "eda"] : [File.Metadata["streams"]];
        Length = int.Parse(File.Metadata["length"], CultureInfo.InvariantCulture);
        Batches = [.. File["batches"].Data.Chunk(4).Select(b => b.Where(i => i >= 0).Select(i => (int)i).ToArray())];
    }

    public SafeTensorsFile File { get; }

    public AttXNet Net { get; }

    public int Length { get; }

    public int Windows => File["labels"].Data.Length;

    public IReadOnlyList<int[]> Batches { get; }

    public int[] LabelsOf(int[] windows) => [.. windows.Select(w => (int)File["labels"].Data[w])];

    public void Feed(AttXNetPass pass, int[] windows)
    {
        for (int s = 0; s < _streams.Length; s++)
            for (int n = 0; n < windows.Length; n++)
                File[_streams[s]].Data.AsSpan(windows[n] * Length, Length).CopyTo(pass.Input(s, n));
    }

    private static AttXNetOptions ReadOptions(IReadOnlyDictionary<string, string> m) => new()
    {
        Streams = m["streams"] switch { "ecg" => StreamSelection.Ecg, "eda" => StreamSelection.Eda, _ => StreamSelection.Both },
        Connection = m["connection"] switch
        {
            "both" => ConnectionDirection.Both,
            "ecg-to-eda" => ConnectionDirection.EcgToEda,
            "eda-to-ecg" => ConnectionDirection.EdaToEcg,
            _ => ConnectionDirection.None,
        },
        Stages = Numbers(m["stages"]),
        Attention = m["attention"] == "true",
        AttentionScope = m["scope"] == "time-step" ? AttentionScope.TimeStep : AttentionScope.Element,
        Widths = Numbers(m["widths"]),
        Classes = int.Parse(m["classes"], CultureInfo.InvariantCulture),
    };

    private static int[] Numbers(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
}
