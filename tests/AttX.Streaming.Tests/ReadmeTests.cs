using System.Reflection;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AttX.Streaming.Tests;

/// <summary>The program that README.md shows, compiled and run unchanged.</summary>
public sealed class ReadmeTests : IDisposable
{
    private const string Heading = "## In a .NET program", Fence = "```csharp\n";

    // The implicit imports of a new .NET project.
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_ten_lines_compile_and_run()
    {
        string program = Program();
        Assert.InRange(program.Split('\n').Length, 5, 10);
        ExperimentOptions options = Session.Options;
        string path = _folder["model.safetensors"];
        using (FileStream stream = File.Create(path))
            new TrainedModel(new AttXNet(options.Network(options.Networks[0]), 1), new ModelMetadata { Options = options, Branches = options.Networks[0] }).Save(stream);
        string[] lines = Run(Compile(program), path);
        Assert.StartsWith("0–10 s: no estimate (calibrating), ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("100–110 s: stress ", StringComparison.Ordinal) && line.Contains("% (bvp ", StringComparison.Ordinal));
        Assert.Contains("Used = 7680", lines[^1], StringComparison.Ordinal);
    }

    private static string Program()
    {
        string readme = File.ReadAllText(Path.Combine(RealData.RepositoryRoot, "README.md")).ReplaceLineEndings("\n");
        int heading = readme.IndexOf(Heading, StringComparison.Ordinal), start = readme.IndexOf(Fence, heading, StringComparison.Ordinal) + Fence.Length;
        return readme[start..readme.IndexOf("\n```", start, StringComparison.Ordinal)];
    }

    private static Assembly Compile(string program)
    {
        var compilation = CSharpCompilation.Create(
            "Readme",
            [CSharpSyntaxTree.ParseText(program), CSharpSyntaxTree.ParseText(ImplicitUsings)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(image.ToArray());
    }

    private static string[] Run(Assembly program, params string[] args)
    {
        TextWriter before = Console.Out;
        using var output = new StringWriter();
        try
        {
            Console.SetOut(output);
            program.EntryPoint!.Invoke(null, [args]);
        }
        finally
        {
            Console.SetOut(before);
        }

        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
