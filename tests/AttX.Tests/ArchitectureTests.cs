using System.Text.RegularExpressions;
using AttX.Testing;

namespace AttX.Tests;

/// <summary>Reads the sources and fails on a dependence that runs the wrong way (ARCHITECTURE.md).</summary>
public partial class ArchitectureTests
{
    private static readonly string Source = Path.Combine(RealData.RepositoryRoot, "src");

    /// <summary>What each project may reference.</summary>
    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["AttX.Signals"] = [],
        ["AttX.Nn"] = [],
        ["AttX"] = ["AttX.Signals", "AttX.Nn"],
        ["AttX.Formats"] = ["AttX.Signals"],
        ["AttX.Reports"] = ["AttX", "AttX.Signals"],
        ["AttX.Onnx"] = ["AttX", "AttX.Signals", "AttX.Nn"],
        ["AttX.Streaming"] = ["AttX", "AttX.Signals"],
        ["AttX.Cli"] = ["AttX", "AttX.Signals", "AttX.Nn", "AttX.Formats", "AttX.Reports", "AttX.Onnx", "AttX.Streaming"],
    };

    /// <summary>Which of its siblings each room of AttX may know.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Models"] = [],
        ["Training"] = ["Models"],
        ["Evaluation"] = [],
        ["Experiments"] = ["Models", "Training", "Evaluation"],
    };

    public static TheoryData<string> ProjectNames => [.. Directory.GetDirectories(Source).Select(d => Path.GetFileName(d))];

    public static TheoryData<string> RoomNames => [.. Rooms.Keys];

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void A_project_references_only_what_it_may(string project)
    {
        Assert.True(Projects.ContainsKey(project), $"src/{project} has no place in this test: say what it may reference.");
        string text = File.ReadAllText(Path.Combine(Source, project, project + ".csproj"));
        Assert.Empty(ProjectReference().Matches(text).Select(m => m.Groups[1].Value).Except(Projects[project]));
    }

    [Theory]
    [InlineData("AttX.Signals")]
    [InlineData("AttX.Nn")]
    [InlineData("AttX")]
    public void The_core_uses_no_package_but_tensors(string project) => Assert.DoesNotMatch(
        "<PackageReference Include=\"(?!System\\.Numerics\\.Tensors\")", File.ReadAllText(Path.Combine(Source, project, project + ".csproj")));

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void A_source_names_only_projects_that_it_may(string project)
    {
        string[] foreign = [.. Projects.Keys.Except(Projects[project]).Where(p => p != project && p != "AttX")];
        foreach ((string file, string name) in Names(Path.Combine(Source, project)))
            Assert.False(foreign.Any(f => IsIn(name, f)), $"{file} names {name}.");
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_knows_only_those_below_it(string room)
    {
        string[] foreign = [.. Rooms.Keys.Except(Rooms[room]).Where(r => r != room).Select(r => "AttX." + r)];
        foreach ((string file, string name) in Names(Path.Combine(Source, "AttX", room)))
            Assert.False(foreign.Any(f => IsIn(name, f)), $"{file} names {name}.");
    }

    [Fact]
    public void Every_room_has_its_rule() => Assert.Empty(
        Directory.GetDirectories(Path.Combine(Source, "AttX")).Select(d => Path.GetFileName(d)).Except(Rooms.Keys).Except(["bin", "obj"]));

    /// <summary>Every dotted name beginning with AttX in the sources of a folder, and every relative one that a sibling's would begin with.</summary>
    private static IEnumerable<(string File, string Name)> Names(string folder) =>
        from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        from line in File.ReadLines(file)
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from Match match in DottedName().Matches(line)
        let name = match.Value.StartsWith("AttX.", StringComparison.Ordinal) ? match.Value : "AttX." + match.Value
        select (Path.GetRelativePath(Source, file), name);

    private static bool IsIn(string name, string space) => name == space || name.StartsWith(space + ".", StringComparison.Ordinal);

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*?([^/\\\\\"]+)\\.csproj\"")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"(?<![\w.""])(AttX|Models|Training|Evaluation|Experiments|Signals|Nn|Cli|Reports|Onnx|Formats|Streaming)(\.\w+)+")]
    private static partial Regex DottedName();
}
