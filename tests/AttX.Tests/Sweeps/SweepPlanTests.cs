using AttX.Ground;
using AttX.Models.Connections;
using AttX.Options;
using AttX.Paper;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Sweeps;
using AttX.Testing;

namespace AttX.Tests.Sweeps;

public sealed class SweepPlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Axes_multiply_and_the_base_fills_in()
    {
        SweepPlan plan = Plan("""
            {"name": "sizes", "base": {"device": "wrist", "epochs": 7}, "axes": {"widths": [[8,8,8],[8,16,16]], "normalise": ["subject","train","baseline"]}, "seeds": [2,1]}
            """);
        Assert.Equal("sizes", plan.Name);
        Assert.Equal([1, 2], plan.Seeds);
        Assert.Equal(6, plan.Rows.Count);
        Assert.Equal(12, plan.Runs.Select(r => r.Name).Distinct().Count());
        SweepRow row = plan.Rows[1];
        Assert.Equal(("widths-8-8-8-normalise-train", "widths 8,8,8, normalise train"), (row.Key, row.Label));
        Assert.Equal((7, Device.Wrist, Normalisation.Train), (row.Options.Epochs, row.Options.Device, row.Options.Normalisation));
        Assert.Equal(2ul, plan.Runs.First(r => r.Name == "widths-8-8-8-normalise-train/seed-2").Options.Seed);
    }

    [Fact]
    public void Rows_are_multiplied_by_the_axes_too()
    {
        SweepPlan plan = Plan("""
            {"rows": [{"label": "Fusion", "fusion": "feature"}, {"label": "One way", "connection": "ecg-to-eda"}], "axes": {"epochs": [1, 2], "seed": [5]}}
            """);
        Assert.Equal(["Fusion, epochs 1", "Fusion, epochs 2", "One way, epochs 1", "One way, epochs 2"], plan.Rows.Select(r => r.Label));
        Assert.Equal([5ul], plan.Seeds);
    }

    [Fact]
    public void A_row_overrides_the_base_and_the_command_line_the_file()
    {
        SweepPlan plan = Plan("""{"base": {"epochs": 7, "fusion": "feature", "batchSize": 4}, "rows": [{"label": "a", "connection": "both"}, {"label": "b"}]}""", ("epochs", "3"));
        Assert.Equal((ConnectionGraph.AllToAll, 3, 4), (plan.Rows[0].Options.Connection, plan.Rows[0].Options.Epochs, plan.Rows[0].Options.BatchSize));
        Assert.Equal(ConnectionGraph.None, plan.Rows[1].Options.Connection);
    }

    [Fact]
    public void A_base_option_may_mean_nothing_to_some_rows_but_not_to_all()
    {
        string rows = "\"rows\": [{\"label\": \"a\", \"fusion\": \"feature\"}{0}]";
        string some = $"{{\"base\": {{\"stages\": [3]}}, {rows.Replace("{0}", ", {\"label\": \"b\"}", StringComparison.Ordinal)}}}";
        Assert.Equal([3], Plan(some).Rows[1].Options.Stages);
        string all = $"{{\"base\": {{\"stages\": [3]}}, {rows.Replace("{0}", "", StringComparison.Ordinal)}}}";
        Assert.Contains("base: \"stages\": no row of the sweep uses it", Assert.Single(Problems(all)));
    }

    [Theory]
    [InlineData("""{"axes": {"widht": [1]}}""", "axes: \"widht\" names no option; did you mean \"widths\"?")]
    [InlineData("""{"axes": {"epochs": [1, 0]}}""", "--epochs must be at least 1, got 0.")]
    [InlineData("""{"axes": {"epochs": ["many"]}}""", "axes: \"epochs\" must be a number, got \"many\".")]
    [InlineData("""{"axes": {"epochs": 3}}""", "axis \"epochs\" must be a list of the option's values.")]
    [InlineData("""{"axes": {"epochs": []}}""", "axis \"epochs\" must be a list of the option's values.")]
    [InlineData("""{"axes": [1]}""", "\"axes\" must be an object.")]
    [InlineData("""{"axis": {}}""", "unknown key \"axis\"; a sweep has name, base, axes, rows, seeds.")]
    [InlineData("""{"seeds": [1, -1]}""", "seeds must be a list of whole numbers from 0.")]
    [InlineData("""{"seeds": [1, 1]}""", "seed 1 stands there twice.")]
    [InlineData("""{"base": {"seed": 1}}""", "base: \"seed\" is not a row's: give \"seeds\", a list.")]
    [InlineData("""{"rows": [{"epochs": 1}]}""", "row 1 must be an object of options with a \"label\".")]
    [InlineData("""{"rows": [{"label": "a", "fusion": "feature", "stages": [1]}]}""", "row \"a\": \"stages\" 1 would be ignored")]
    [InlineData("""{"rows": [{"label": "a"}, {"label": "A!", "epochs": 3}]}""", "rows \"a\" and \"A!\" would share the folder a")]
    [InlineData("""{"axes": {"epochs": [3, 3]}}""", "are the same configuration")]
    [InlineData("""{"rows": []}""", "0 rows × 1 seeds: a sweep has 1 to 10000 runs.")]
    [InlineData("""{"name": null}""", "\"name\" must be a string.")]
    [InlineData("""{"rows": [{"label": "\ud800"}]}""", "not JSON (line 1, position 21)")]
    [InlineData("""{"rows": [{"label": "a", "type": "I", "connection": "both"}]}""", "\"connection\" or \"type\" is set twice.")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{", "not JSON (line 1")]
    public void Errors_of_a_file_are_reported(string json, string problem) => Assert.Contains(Problems(json), p => p.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void A_byte_order_mark_is_ignored()
    {
        File.WriteAllText(_folder["bom.json"], """{"axes": {"epochs": [1, 2]}}""", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal(2, SweepFile.Read(_folder["bom.json"]).Rows.Count);
    }

    [Fact]
    public void Too_many_combinations_are_considered_a_mistake()
    {
        string many = string.Join(',', Enumerable.Range(1, 101));
        Assert.Contains("more than 10000 rows", Assert.Single(Problems($"{{\"axes\": {{\"epochs\": [{many}], \"batchSize\": [{many}]}}}}")));
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("none.json: cannot be read", Assert.Single(Assert.Throws<OptionsException>(() => SweepFile.Read(_folder["none.json"])).Problems));

    [Fact]
    public void The_paper_has_25_configurations_and_table_III_five()
    {
        SweepPlan both = Paper("I", "III");
        Assert.Equal(25, both.Rows.Count);
        Assert.Equal(22, Paper("I").Rows.Count);
        Assert.Equal(["Feature fusion", "Both, stages 1,2", "EDA alone", "ECG alone", "Without attention"], Paper("III").Rows.Select(r => r.Label));
        Assert.Equal([Modality.Bvp], both.Rows.Single(r => r.Label == "ECG alone").Options.Modalities);
        Assert.False(both.Rows.Single(r => r.Label == "Without attention").Options.Attention);
        ExperimentOptions row = both.Rows.Single(r => r.Key == "eda-to-ecg-stages-1-3").Options;
        Assert.Equal(PaperTables.EdaToEcg, row.Connection);
        Assert.Equal([1, 3], row.Stages);
    }

    [Fact]
    public void Rivals_are_rows_beside_those_that_they_are_compared_with_and_systems_fuse_decisions()
    {
        SweepPlan plan = Paper("rivals");
        Assert.Equal(["Feature fusion", "Both, stages 1,2", "Without attention", "X-CNN, both, stages 1,2", "XFlow, both, stages 1,2", "Theta fixed, both, stages 1,2"],
            plan.Rows.Select(r => r.Label));
        Assert.Equal([ConnectionKind.AttX, ConnectionKind.XCnn, ConnectionKind.XFlow, ConnectionKind.AttX], plan.Rows.Skip(2).Select(r => r.Options.ConnectionKind));
        Assert.True(plan.Rows[^1].Options.FixedAttention);
        ExperimentOptions fusion = Paper("II").Rows.Single(r => r.Label == "Bota et al., decision fusion").Options;
        Assert.Equal(("lda", DecisionRule.Weighted, 10), (fusion.Learner, fusion.Decision, fusion.SelectFeatures));
    }

    [Fact]
    public void The_papers_figures_stand_at_their_rows()
    {
        PaperRow best = PaperTables.Rows.MaxBy(r => r.Accuracy)!;
        Assert.Equal(("Both, stages 1,2", 92.08, 91.11), (best.Label, best.Accuracy, best.MacroF1));
        Assert.Equal(25, PaperTables.Rows.Select(r => r.Label).Distinct().Count());
        Assert.Equal(88.58, PaperTables.Rows.Where(r => r.Direction == PaperTables.EcgToEda && r.Stages is [2, 3]).Single().MacroF1);
    }

    [Theory]
    [InlineData("IV", "--tables must be among I, II, III and rivals, such as I,III, got IV.")]
    public void Tables_that_are_not_run_are_refused(string table, string problem) =>
        Assert.Contains(problem, Assert.Single(Assert.Throws<OptionsException>(() => PaperTables.Settings([table], [Modality.Ecg, Modality.Eda])).Problems));

    private static SweepPlan Paper(params string[] tables) => SweepPlan.Of(
        "paper", PaperTables.Settings(tables, [Modality.Bvp, Modality.Eda]), reader => reader.GiveDefault("device", "wrist", ""), [1]);

    private IReadOnlyList<string> Problems(string json) => Assert.Throws<OptionsException>(() => Plan(json)).Problems;

    private SweepPlan Plan(string json, params (string Option, string Text)[] commandLine)
    {
        File.WriteAllText(_folder["sweep.json"], json);
        SweepFile file = SweepFile.Read(_folder["sweep.json"]);
        return SweepPlan.Of(file.Name, file.Rows, reader =>
        {
            foreach ((string option, string text) in commandLine)
                reader.GiveDefault(option, text, "");
            foreach ((string option, string text) in file.Base)
                reader.GiveDefault(option, text, "base");
        }, file.Seeds.Count > 0 ? file.Seeds : [1]);
    }
}
