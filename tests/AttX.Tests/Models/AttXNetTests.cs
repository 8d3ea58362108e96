using System.Text.Json;
using AttX.Models;
using AttX.Models.Connections;
using AttX.Nn.Serialization;
using AttX.Testing;

namespace AttX.Tests.Models;

public class AttXNetTests
{
    private static readonly AttXNetOptions s_small = new() { Widths = [8, 8, 16] };

    [Fact]
    public void Default_network_has_exactly_the_names_and_shapes_of_the_specification()
    {
        Dictionary<string, int[]> expected =
            JsonSerializer.Deserialize<Dictionary<string, int[]>>(File.ReadAllText(Golden.PathOf("default-shapes.json")))!;
        AttXNet net = new(new AttXNetOptions(), seed: 1);
        Assert.Equal(
            expected.Select(e => $"{e.Key} ({string.Join(", ", e.Value)})").Order(StringComparer.Ordinal),
            net.Arena.Parameters.Select(p => $"{p.Name} ({string.Join(", ", p.Shape)})").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0, "ecg.")]
    [InlineData(1, "eda.")]
    public void One_branch_alone_holds_its_names_and_the_head(int branch, string prefix)
    {
        string[] Names(AttXNetOptions options) => [.. new AttXNet(options, 1).Arena.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal)];
        string[] names = Names(s_small with { Branches = [s_small.Branches[branch]], Connection = ConnectionGraph.None, Stages = [] });
        string[] both = Names(s_small with { Connection = ConnectionGraph.None, Stages = [] });
        Assert.Equal(both.Where(n => n.StartsWith(prefix, StringComparison.Ordinal) || n.StartsWith("head.", StringComparison.Ordinal)), names);
    }

    [Fact]
    public void Weights_survive_saving_and_loading_and_the_same_network_gives_the_same_bytes()
    {
        AttXNet net = new(s_small, seed: 3), other = new(s_small, seed: 4);
        byte[] bytes = Save(net);
        Assert.NotEqual(bytes, Save(other));
        other.Load(SafeTensors.Read(new MemoryStream(bytes)));
        Assert.Equal(bytes, Save(other));
    }

    [Fact]
    public void Loading_another_networks_weights_is_refused()
    {
        AttXNet net = new(s_small, seed: 1);
        SafeTensorsFile file = SafeTensors.Read(new MemoryStream(Save(net)));
        NamedTensor first = file.Tensors[0];
        InvalidDataException missing = Assert.Throws<InvalidDataException>(() => net.Load(file with { Tensors = [.. file.Tensors.Skip(1)] }));
        Assert.Contains(first.Name, missing.Message, StringComparison.Ordinal);
        InvalidDataException unknown = Assert.Throws<InvalidDataException>(
            () => net.Load(file with { Tensors = [.. file.Tensors, new NamedTensor("other", [1], [0])] }));
        Assert.Contains("other", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => new AttXNet(s_small with { Widths = [8, 16, 16] }, 1).Load(file));
    }

    [Fact]
    public void A_layers_initial_weights_depend_on_the_seed_and_its_name_alone()
    {
        AttXNet full = new(s_small, seed: 5), alone = new(s_small with { Branches = [s_small.Branches[1]], Connection = ConnectionGraph.None }, seed: 5);
        AttXNet other = new(s_small, seed: 6);
        float[] Weight(AttXNet net) => net.Arena.Parameters.Single(p => p.Name == "eda.stage1.conv.weight").Values.ToArray();
        Assert.Equal(Weight(full), Weight(alone));
        Assert.NotEqual(Weight(full), Weight(other));
        GC.KeepAlive((full, alone, other));
    }

    [Fact]
    public void Glorots_attention_begins_within_its_limits_by_seed_and_name()
    {
        float[] Values(ulong seed, string name)
        {
            AttXNet net = new(s_small with { GlorotAttention = true }, seed);
            float[] values = net.Arena.Parameters.Single(p => p.Name == name).Values.ToArray();
            GC.KeepAlive(net);
            return values;
        }

        Assert.All(Values(1, "attx1.W"), v => Assert.InRange(Math.Abs(v), 1e-6, Math.Sqrt(6.0 / 4)));
        Assert.All(Values(1, "attx1.w_u"), v => Assert.InRange(Math.Abs(v), 1e-6, Math.Sqrt(6.0 / 9)));
        Assert.Equal(Values(1, "attx1.W"), Values(1, "attx1.W"));
        Assert.NotEqual(Values(1, "attx1.W"), Values(2, "attx1.W"));
        Assert.NotEqual(Values(1, "attx1.W"), Values(1, "attx2.W"));
    }

    private static byte[] Save(AttXNet net)
    {
        using MemoryStream stream = new();
        net.Save(stream, new Dictionary<string, string> { ["key"] = "value" });
        return stream.ToArray();
    }
}
