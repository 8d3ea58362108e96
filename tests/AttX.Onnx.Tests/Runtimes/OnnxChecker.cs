using System.Text.Json;
using AttX.Testing;

namespace AttX.Onnx.Tests.Runtimes;

/// <summary>The ONNX project's own checker.</summary>
internal static class OnnxChecker
{
    /// <summary>Returns each model's declarations after a successful check; skips the test if there is no checker.</summary>
    public static IReadOnlyList<JsonElement> Check(IEnumerable<byte[]> models)
    {
        using TemporaryFolder folder = new();
        List<string> files = [];
        foreach ((int i, byte[] model) in models.Index())
        {
            files.Add(folder[$"{i}.onnx"]);
            File.WriteAllBytes(files[^1], model);
        }

        string? python = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(p => Tool.Run(p, ["-c", "import onnx"]) is { Code: 0 });
        if (python == null)
            Assert.Skip("Python's onnx is missing: apt-get install python3-onnx");
        (int code, string output, string error) = Tool.Run(python, [Tool.Script("check_models.py"), .. files])!.Value;
        Assert.True(code == 0, error);
        using JsonDocument json = JsonDocument.Parse(output);
        return [.. json.RootElement.EnumerateArray().Select(e => e.Clone())];
    }
}
