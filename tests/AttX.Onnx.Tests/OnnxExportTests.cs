using System.Text.Json;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Models.Branches;
using AttX.Models.Execution;
using AttX.Onnx.Tests.Runtimes;
using AttX.Signals.Modalities;
using AttX.Testing;
using AttX.Training;

namespace AttX.Onnx.Tests;

/// <summary>Tests exported networks of every kind in the ONNX checker and in ONNX Runtime.</summary>
public class OnnxExportTests
{
    /// <summary>Absolute tolerance of probabilities and theta, which lie between 0 and 1.</summary>
    private const double ProbabilityTolerance = 1e-5;

    public static TheoryData<string> Variants => [.. Variant.All.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public void ONNX_Runtime_matches_our_probabilities_and_attention(string variant)
    {
        TrainedModel model = Variant.Create(variant);
        (int Windows, int Length)[] sizes = [(1, 640), (3, 640), (1, 2560), (2, 1001), (1, 67)];
        IReadOnlyList<BranchSpec> branches = model.Network.Options.Branches;
        float[][][] inputs = [.. sizes.Select(size => branches.Select(branch =>
            Golden.Hashed($"{variant}/{branch.Name}/{size.Length}", size.Windows * size.Length * branch.Axes, -2, 2)).ToArray())];
        bool canMiss = model.Network.Options.AllowsAbsence;
        int embedding = model.Network.Options.ContextWindows > 0 ? 32 * (1 + model.Others.Count) : 0;
        // Of no window before, of one, and of as many as the context holds.
        int[] before = [2, 1, 0, 5, 3];
        float[][] context = [.. sizes.Select((size, i) => Golden.Hashed($"{variant}/context/{i}", size.Windows * before[i] * embedding, 0, 2))];
        var results = OnnxRuntime.Run(Variant.Export(model), [.. sizes.Select((size, i) => Feed(size, i))]);
        List<float> all = [];
        foreach ((int i, (int windows, int length)) in sizes.Index())
        {
            Predictor[] predictors = [.. model.Networks.Select(network => new Predictor(network, length))];
            for (int n = 0; n < windows; n++)
            {
                float[][] each = [.. predictors.Select((p, network) => Predict(p, network, n, i, length))];
                float[] expected = [.. each[0].Select((_, c) => each.Average(p => p[c]))];
                expected = model.Metadata.Calibration?.Apply(expected) ?? expected;
                all.AddRange(expected);
                Tolerance.Absolute($"probabilities {n} of {windows} × {length}", Sample(results[i]["probabilities"], n),
                    [.. expected.Select(v => (double)v)], ProbabilityTolerance);
                foreach ((int m, AttentionMap map) in predictors[0].Attention.Index())
                    for (int s = 0; s < inputs[i].Length; s++)
                    {
                        Value theta = results[i][$"attx{map.Stage}.theta_{model.Metadata.Modalities[s].Info().Name}"];
                        Assert.Equal([windows, map.Channels, map.Length], theta.Shape);
                        double[][] thetas = [.. predictors.Select(p => Transposed(p.Attention[m].Theta(s, 0), map.Length))];
                        Tolerance.Absolute($"theta {map.Stage}", Sample(theta, n), [.. thetas[0].Select((_, e) => thetas.Average(t => t[e]))], ProbabilityTolerance);
                    }

                Assert.Equal(1 + (branches.Count * predictors[0].Attention.Count) + (embedding > 0 ? 1 : 0), results[i].Count);
                if (embedding > 0)
                    Tolerance.Relative("embedding", Sample(results[i]["embedding"], n), [.. predictors.SelectMany(p => p.Embedding.ToArray())], ProbabilityTolerance);
            }
        }

        // A saturated softmax would hide differences.
        Assert.Contains(all, p => p is > 0.02f and < 0.98f);

        float[] Predict(Predictor predictor, int network, int n, int i, int length)
        {
            predictor.Continue([.. context[i].Skip(n * before[i] * embedding).Take(before[i] * embedding).Chunk(Math.Max(embedding, 1)).SelectMany(e => e.Skip(32 * network).Take(32))]);
            float[] probabilities = new float[model.Network.Options.Classes];
            for (int s = 0; s < inputs[i].Length; s++)
                inputs[i][s].AsSpan(n * length * branches[s].Axes, length * branches[s].Axes).CopyTo(predictor.Input(s));
            for (int s = 0; s < branches.Count && canMiss; s++)
                predictor.Present[s] = Golden.IsPresent(n, s);
            model.Metadata.Features?.Apply(Features(n), canMiss ? predictor.Present : [], predictor.Features);
            predictor.Predict(probabilities);
            return probabilities;
        }

        // Every seventh is missing, and one beyond what is cut off.
        double[] Features(int n) => [.. Golden.Hashed($"{variant}/features {n}", model.Network.Options.Features, -4, 4)
            .Select((v, c) => (c + n) % 7 == 0 ? double.NaN : c == 3 ? 100 : v)];

        // Of a sensor that is absent, the exported model gets no numbers.
        Dictionary<string, Value> Feed((int Windows, int Length) size, int i)
        {
            Dictionary<string, Value> feed = branches.Index().ToDictionary(b => model.Metadata.Modalities[b.Index].Info().Name, b => new Value([size.Windows, b.Item.Axes, size.Length],
                [.. inputs[i][b.Index].Chunk(size.Length * b.Item.Axes).SelectMany((window, n) => canMiss && !Golden.IsPresent(n, b.Index)
                    ? Enumerable.Repeat(double.NaN, window.Length) : Transposed(window, size.Length))]));
            if (model.Metadata.Features is { } features)
                feed["features"] = new Value([size.Windows, features.Names.Count], [.. Enumerable.Range(0, size.Windows).SelectMany(n => Features(n)
                    .Select((v, c) => canMiss && !Golden.IsPresent(n, features.Branches[c]) ? double.NaN : v))], "float64");
            if (canMiss)
                feed["present"] = new Value([size.Windows, branches.Count],
                    [.. Enumerable.Range(0, size.Windows).SelectMany(n => branches.Select((_, s) => Golden.IsPresent(n, s) ? 1.0 : 0))]);
            if (embedding > 0)
                feed["context"] = new Value([size.Windows, before[i], embedding], [.. context[i].Select(e => (double)e)]);
            return feed;
        }
    }

    [Fact]
    public void The_checker_accepts_every_variant_with_its_names_shapes_and_metadata()
    {
        TrainedModel[] models = [.. Variant.All.Keys.Select(Variant.Create)];
        foreach ((TrainedModel model, JsonElement declared) in models.Zip(OnnxChecker.Check(models.Select(m => Variant.Export(m)))))
        {
            AttXNetOptions options = model.Network.Options;
            Assert.Equal("""{"":17}""", declared.GetProperty("opset").GetRawText().Replace(" ", "", StringComparison.Ordinal));
            string[] presence = options.AllowsAbsence ? ["present"] : [], features = options.Features > 0 ? ["features"] : [], context = options.ContextWindows > 0 ? ["context"] : [];
            Assert.Equal([.. model.Metadata.Modalities.Select(m => m.Info().Name), .. presence, .. features, .. context], declared.GetProperty("inputs").EnumerateObject().Select(i => i.Name));
            Assert.Equal(options.Branches.Select(b => $"""["N", {b.Axes}, "L"]""").Concat(presence.Select(_ => $"""["P", {options.Branches.Count}]""")).Concat(features.Select(_ => $"""["N", {options.Features}]"""))
                .Concat(context.Select(_ => $"""["N", "T", {32 * (1 + model.Others.Count)}]""")), declared.GetProperty("inputs").EnumerateObject().Select(i => i.Value.GetRawText()));
            Assert.Equal($"""["N", {options.Classes}]""", declared.GetProperty("outputs").GetProperty("probabilities").GetRawText());
            string[] initializers = [.. declared.GetProperty("initializers").EnumerateArray().Select(t => t.GetString()!)];
            string[] prefixes = model.Others.Count == 0 ? [""] : [.. Enumerable.Range(1, 1 + model.Others.Count).Select(i => $"member{i}.")];
            Assert.Empty(prefixes.SelectMany(prefix => model.Network.Arena.Parameters.Select(p => prefix + p.Name)).Except(initializers));
            JsonElement metadata = declared.GetProperty("metadata");
            Assert.All(model.Metadata.Write(), entry => Assert.Equal(entry.Value, metadata.GetProperty(entry.Key).GetString()));
            Assert.Contains("Not a medical device", metadata.GetProperty("attx.notice").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nodes_have_the_names_of_the_networks_layers()
    {
        JsonElement declared = OnnxChecker.Check([Variant.Export(Variant.Create("default"))])[0];
        string[] nodes = [.. declared.GetProperty("nodes").EnumerateArray().Select(n => n.GetString()!)];
        Assert.Equal(nodes.Length, nodes.Distinct().Count());
        string[] some =
            ["ecg.stage1.conv", "ecg.stage2.0.conv1", "ecg.stage2.0.shortcut.bn", "ecg.stage3.1.se", "eda.stage4.1.relu", "attx2.theta_eda", "head.2"];
        Assert.Empty(some.Except(nodes));
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes_and_another_model_different_ones()
    {
        byte[] bytes = Variant.Export(Variant.Create("both 3"));
        Assert.Equal(bytes, Variant.Export(Variant.Create("both 3")));
        TrainedModel other = Variant.Create("both 3");
        other.Network.Arena.Parameters[^1].Values[0] += 1;
        Assert.NotEqual(bytes, Variant.Export(other));
    }

    private static float[] Sample(Value value, int n)
    {
        int size = value.Data.Length / value.Shape[0];
        return [.. value.Data.Skip(n * size).Take(size).Select(v => (float)v)];
    }

    /// <summary>Transposes (time, channel) to (channel, time).</summary>
    private static double[] Transposed(ReadOnlySpan<float> theta, int length)
    {
        int channels = theta.Length / length;
        double[] transposed = new double[theta.Length];
        for (int i = 0; i < theta.Length; i++)
            transposed[(i % channels * length) + (i / channels)] = theta[i];
        return transposed;
    }
}
