using System.Text.Json;
using System.Text.Json.Nodes;
using AttX.Testing;

namespace AttX.Onnx.Tests.Runtimes;

/// <summary>An input or output array of a model.</summary>
internal sealed record Value(int[] Shape, double[] Data, string Type = "float32");

/// <summary>Runs models in ONNX Runtime, through Node.</summary>
internal static class OnnxRuntime
{
    /// <summary>Returns a model's outputs for each of the feeds; skips the test if there is no ONNX Runtime.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, Value>> Run(byte[] model, IReadOnlyList<IReadOnlyDictionary<string, Value>> feeds)
    {
        string? modules = Tool.NodeModules();
        if (modules == null)
            Assert.Skip("onnxruntime-node is missing: CONTRIBUTING.md says how to install it");
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["model.onnx"], model);
        File.WriteAllText(folder["request.json"], new JsonObject
        {
            ["model"] = folder["model.onnx"],
            ["feeds"] = new JsonArray([.. feeds.Select(feed => new JsonObject(feed.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)Json(f.Value)))))]),
        }.ToJsonString());
        (int code, string _, string error) = Tool.Run("node", [Tool.Script("run_model.js"), folder["request.json"], folder["response.json"]], modules)
            ?? Skip("node is missing: install Node.js 18 or later.");
        Assert.True(code == 0, error);
        using JsonDocument response = JsonDocument.Parse(File.ReadAllBytes(folder["response.json"]));
        return [.. response.RootElement.EnumerateArray().Select(run => run.EnumerateObject().ToDictionary(output => output.Name, output => new Value(
            [.. output.Value.GetProperty("dims").EnumerateArray().Select(d => d.GetInt32())],
            [.. output.Value.GetProperty("data").EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble())])))];
    }

    private static JsonObject Json(Value value) => new()
    {
        ["type"] = value.Type,
        ["dims"] = new JsonArray([.. value.Shape.Select(d => (JsonNode)d)]),
        ["data"] = new JsonArray([.. value.Data.Select(v => double.IsNaN(v) ? null : (JsonNode)v)]),
    };

    private static (int, string, string) Skip(string reason)
    {
        Assert.Skip(reason);
        return default;
    }
}
