using System.ComponentModel;
using System.Diagnostics;
using AttX.Testing;

namespace AttX.Onnx.Tests.Runtimes;

/// <summary>External programs that tests run if installed.</summary>
internal static class Tool
{
    /// <summary>Returns the path of a script beside the tests.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Runtimes", name);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and what it printed, or null if there is no such program.</returns>
    public static (int Code, string Output, string Error)? Run(string program, IEnumerable<string> arguments, string? nodePath = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (nodePath != null)
            start.Environment["NODE_PATH"] = nodePath;
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Finds npm's folder of onnxruntime-node, in NODE_PATH or in artifacts/peers; null if there is none.</summary>
    public static string? NodeModules() => (Environment.GetEnvironmentVariable("NODE_PATH") ?? "").Split(Path.PathSeparator)
        .Append(Path.Combine(RealData.RepositoryRoot, "artifacts", "peers", "node_modules"))
        .FirstOrDefault(folder => folder.Length > 0 && Directory.Exists(Path.Combine(folder, "onnxruntime-node")));
}
