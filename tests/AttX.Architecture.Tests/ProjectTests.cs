using System.Text.RegularExpressions;

namespace AttX.Architecture.Tests;

/// <summary>Fails on a dependence between projects that runs the wrong way (ARCHITECTURE.md).</summary>
public partial class ProjectTests
{
    private const string Ground = "AttX.Ground";

    /// <summary>What each project may use, beside <see cref="Ground"/>, which all may.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        [Ground] = [],
        ["AttX.Signals"] = [],
        ["AttX.Nn"] = [],
        ["AttX.Formats"] = ["AttX.Signals"],
        ["AttX.Datasets"] = ["AttX.Signals", "AttX.Formats"],
        ["AttX"] = ["AttX.Signals", "AttX.Nn", "AttX.Datasets"],
        ["AttX.Reports"] = ["AttX", "AttX.Signals"],
        ["AttX.Streaming"] = ["AttX", "AttX.Signals"],
        ["AttX.Onnx"] = ["AttX", "AttX.Signals", "AttX.Nn"], // it writes the layers' parameters
        ["AttX.Cluster"] = ["AttX", "AttX.Signals", "AttX.Datasets"], // a task opens the data by itself
        ["AttX.Classical"] = ["AttX", "AttX.Signals"],
        ["AttX.Cli"] =
        [
            "AttX", "AttX.Signals", "AttX.Nn", "AttX.Formats", "AttX.Datasets", "AttX.Reports", "AttX.Onnx", "AttX.Streaming", "AttX.Cluster", "AttX.Classical",
        ],
    };

    public static TheoryData<string> Projects => [.. Sources.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may(string project)
    {
        string text = File.ReadAllText(Path.Combine(Sources.Root, project, project + ".csproj"));
        Findings.RequireNone(ProjectReference().Matches(text).Select(m => m.Groups[1].Value).Except(Allowed(project)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_source_names_only_types_of_projects_that_it_may(string project)
    {
        string[] allowed = [project, .. Allowed(project)];
        Findings.RequireNone(Sources.Uses.Where(u => u.From.Project == project && !allowed.Contains(u.To.Project)).Select(u => $"{u.From.Path} uses {u.To.Path}"));
    }

    [Theory]
    [InlineData(Ground)]
    [InlineData("AttX.Signals")]
    [InlineData("AttX.Nn")]
    [InlineData("AttX")]
    public void The_core_uses_no_package_but_tensors(string project) => Assert.DoesNotMatch(
        "<PackageReference Include=\"(?!System\\.Numerics\\.Tensors\")", File.ReadAllText(Path.Combine(Sources.Root, project, project + ".csproj")));

    private static string[] Allowed(string project)
    {
        Assert.True(MayUse.ContainsKey(project), $"src/{project} has no place in this test: say what it may use.");
        return [Ground, .. MayUse[project]];
    }

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*?([^/\\\\\"]+)\\.csproj\"")]
    private static partial Regex ProjectReference();
}
