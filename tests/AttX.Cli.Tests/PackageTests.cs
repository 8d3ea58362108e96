using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using AttX.Testing;

namespace AttX.Cli.Tests;

/// <summary>Output of <c>dotnet pack</c>, used as its users would.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_tool_installs_from_its_package_and_runs()
    {
        Pack("AttX.Cli");
        string package = Assert.Single(Directory.GetFiles(_folder["packages"], "AttX.Tool.*.nupkg"));
        using (ZipArchive archive = ZipFile.OpenRead(package))
        {
            string[] components = Components(archive);
            Assert.All(new[] { "AttX@", "AttX.Streaming@", "System.CommandLine@", "Spectre.Console@", "MathNet.Numerics@" }, name =>
                Assert.Contains(components, c => c.StartsWith($"pkg:nuget/{name}", StringComparison.Ordinal)));
            Assert.Contains(archive.Entries, e => e.FullName == "README.md");
        }

        string version = Path.GetFileNameWithoutExtension(package)["AttX.Tool.".Length..];
        File.WriteAllText(_folder["nuget.config"], $"""
            <configuration><packageSources><clear/><add key="here" value="{_folder["packages"]}"/></packageSources></configuration>
            """);
        Dotnet("tool", "install", "AttX.Tool", "--version", version, "--tool-path", _folder["tools"], "--configfile", _folder["nuget.config"]);
        string data = _folder["data"];
        Run(_folder["tools", "attx"], "synth", "--out", data, "--subjects", "2", "--minutes", "4");
        Assert.Contains("S3", Run(_folder["tools", "attx"], "inspect", data));
    }

    [Theory]
    [InlineData("AttX.Signals", "AttX.Signals", "")]
    [InlineData("AttX.Nn", "AttX.Nn", "")]
    [InlineData("AttX", "AttX", "AttX.Nn AttX.Signals")]
    [InlineData("AttX.Classical", "AttX.Classical", "AttX MathNet.Numerics")]
    [InlineData("AttX.Onnx", "AttX.Onnx", "AttX AttX.Nn AttX.Signals")]
    public void A_library_has_its_readme_licence_documentation_and_symbols(string project, string id, string dependencies)
    {
        Pack(project);
        using ZipArchive package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder["packages"], $"{id}.?.*.nupkg")));
        string[] files = [.. package.Entries.Select(e => e.FullName)];
        Assert.Contains("README.md", files);
        Assert.Contains("LICENSE", files);
        Assert.Contains(files, f => f.StartsWith("lib/net10.0/", StringComparison.Ordinal) && f.EndsWith(".xml", StringComparison.Ordinal));
        using var reader = new StreamReader(package.GetEntry($"{id}.nuspec")!.Open());
        string description = reader.ReadToEnd();
        Assert.Contains("<license type=\"expression\">MIT</license>", description);
        Assert.All(dependencies.Split(' ', StringSplitOptions.RemoveEmptyEntries), d => Assert.Contains($"<dependency id=\"{d}\"", description));
        string[] components = Components(package);
        foreach (Match dependency in Regex.Matches(description, "<dependency id=\"([^\"]+)\" version=\"([^\"]+)\""))
            Assert.Contains($"pkg:nuget/{dependency.Groups[1]}@{dependency.Groups[2]}", components);
        using ZipArchive symbols = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder["packages"], $"{id}.?.*.snupkg")));
        Assert.Contains(symbols.Entries, e => e.FullName.EndsWith(".pdb", StringComparison.Ordinal));
    }

    /// <summary>The packages and projects that a package says it is made of.</summary>
    private static string[] Components(ZipArchive package)
    {
        using Stream bill = package.GetEntry("bom.json")!.Open();
        using JsonDocument json = JsonDocument.Parse(bill);
        Assert.Equal("CycloneDX", json.RootElement.GetProperty("bomFormat").GetString());
        return [.. json.RootElement.GetProperty("components").EnumerateArray().Select(c => c.GetProperty("purl").GetString()!)];
    }

    private void Pack(string project)
    {
        string configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        Dotnet("pack", Path.Combine(RealData.RepositoryRoot, "src", project), "-c", configuration, "--no-build", "-o", _folder["packages"]);
    }

    private string Dotnet(params string[] args) => Run("dotnet", args);

    private string Run(string program, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args)
        {
            WorkingDirectory = _folder.FullPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        CommandRun run = CommandRun.Await(process);
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', args)}: {run.Output}{run.Error}");
        return run.Output;
    }
}
