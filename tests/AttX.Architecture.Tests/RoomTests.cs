namespace AttX.Architecture.Tests;

/// <summary>Fails where folders of a project know each other in a ring, or a room knows one that stands above it.</summary>
public class RoomTests
{
    /// <summary>The rooms of projects that have floors, from the ground up: a room knows none that stands after it.</summary>
    private static readonly Dictionary<string, string[]> Floors = new()
    {
        ["AttX"] = ["Evaluation", "Models", "Training", "Options", "Windows", "ModelFiles", "Recipes", "Runs", "Sweeps", "Paper", "Inference"],
        ["AttX.Reports"] = ["Reading", "Audit", "Writing", "Html", "Charts", "Tables", "Figures", "Sections", "Page"],
        ["AttX.Cli"] = ["Shell", "Bench", "Views", "OptionGroups", "Live", "Commands", ""],
    };

    public static TheoryData<string> Projects => [.. Sources.Projects];

    public static TheoryData<string> ProjectsWithFloors => [.. Floors.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Rooms_of_a_project_know_each_other_in_no_ring(string project) => Findings.RequireNone(
        Graph.Rings(UsesIn(project).Select(u => (u.From.Room, u.To.Room))).Select(ring => Explain(project, ring, f => f.Room)));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_of_a_project_know_each_other_in_no_ring(string project) => Findings.RequireNone(
        Graph.Rings(UsesIn(project).Select(u => (u.From.Folder, u.To.Folder))).Select(ring => Explain(project, ring, f => f.Folder)));

    [Theory]
    [MemberData(nameof(ProjectsWithFloors))]
    public void A_room_knows_only_those_below_it(string project)
    {
        string[] floors = Floors[project];
        Findings.RequireNone(UsesIn(project).Where(u => Array.IndexOf(floors, u.To.Room) > Array.IndexOf(floors, u.From.Room)).Select(Line));
    }

    [Theory]
    [MemberData(nameof(ProjectsWithFloors))]
    public void Every_room_has_its_floor(string project) =>
        Findings.RequireNone(Sources.Files.Where(f => f.Project == project).Select(f => f.Room).Distinct().Except(Floors[project]));

    private static IEnumerable<(SourceFile From, SourceFile To)> UsesIn(string project) =>
        Sources.Uses.Where(u => u.From.Project == project && u.To.Project == project);

    private static string Explain(string project, IReadOnlyList<string> ring, Func<SourceFile, string> place) =>
        $"{project}: {string.Join(" ↔ ", ring.Select(r => r.Length == 0 ? "(top)" : r))}\n  " + string.Join("\n  ", UsesIn(project)
            .Where(u => place(u.From) != place(u.To) && ring.Contains(place(u.From)) && ring.Contains(place(u.To))).Select(Line));

    private static string Line((SourceFile From, SourceFile To) use) => $"{use.From.Path} uses {use.To.Path}";
}
