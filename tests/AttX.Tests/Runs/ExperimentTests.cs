using System.Text.Json;
using System.Text.Json.Nodes;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Models;
using AttX.Nn.Serialization;
using AttX.Options;
using AttX.Runs;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals;
using AttX.Testing;
using AttX.Tests.Windows;
using AttX.Windows;

namespace AttX.Tests.Runs;

public sealed class ExperimentTests : ExperimentRuns
{
    [Theory]
    [MemberData(nameof(Variants))]
    public void The_number_of_workers_changes_no_byte(string variant)
    {
        Run("one", Variant(variant), workers: 1);
        Run("four", Variant(variant), workers: 4);
        AssertSameBytes("one", "four");
    }

    [Fact]
    public void Bad_windows_are_left_out_of_training_but_not_of_testing_and_the_cache_knows_them()
    {
        var witness = new Witness();
        ExperimentOptions skipping = ToyCohort.Options with { SkipBadWindows = true };
        Run("all", ToyCohort.Options);
        Run("good", skipping, observer: witness);
        Assert.Contains(witness.Notes, n => n.Contains("training windows are bad and left out", StringComparison.Ordinal) && !n.Contains(": 0 of", StringComparison.Ordinal));
        Assert.NotEqual(File.ReadAllBytes(Folder["all", "folds", "S2", "model.safetensors"]), File.ReadAllBytes(Folder["good", "folds", "S2", "model.safetensors"]));
        Assert.Equal(File.ReadAllLines(Folder["all", "folds", "S2", "predictions.csv"]).Length, File.ReadAllLines(Folder["good", "folds", "S2", "predictions.csv"]).Length);

        var cache = new WindowCache(Folder["cache"]);
        foreach (string run in new[] { "cached", "read back" })
            new Experiment(Cohort, skipping) { Cache = cache }.Run(Folder[run], false, new Witness(), CancellationToken.None);
        AssertSameBytes("good", "cached");
        AssertSameBytes("good", "read back");
    }

    [Fact]
    public void Another_seed_gives_other_models()
    {
        Run("a", ToyCohort.Options);
        Run("b", ToyCohort.Options with { Seed = 2 });
        Assert.NotEqual(File.ReadAllBytes(Folder["a", "folds", "S2", "model.safetensors"]), File.ReadAllBytes(Folder["b", "folds", "S2", "model.safetensors"]));
    }

    [Fact]
    public void Its_options_configure_another_run()
    {
        ExperimentResult result = Run("run", Variant("decision"));
        ExperimentOptions options = new OptionReader().GiveFile(Folder["run", "run.json"]).Read();
        Assert.Equal(ResultOf(result), ResultOf(Run("again", options)));
    }

    [Fact]
    public void One_subject_alone_cannot_be_left_out() =>
        Assert.Contains("at least 2 subjects", Assert.Throws<InvalidDataException>(() => Run("run", ToyCohort.Options, cohort: new ToyCohort("S2"))).Message);

    [Fact]
    public void A_subject_without_stress_is_named() => Assert.Equal(
        "No window of S3 is labelled stress: leave such subjects out with --subjects.",
        Assert.Throws<InvalidDataException>(() => Run("run", ToyCohort.Options, cohort: new ToyCohort("S2", "S3", "S4") { Calm = "S3" })).Message);

    [Fact]
    public void An_unknown_subject_is_named_with_those_there_are() => Assert.Equal(
        ["--subjects S9: not in the data, which have S2, S3, S10."],
        Assert.Throws<OptionsException>(() => Run("run", ToyCohort.Options with { Subjects = ["S2", "S9"] })).Problems);

    [Fact]
    public void A_subject_whose_name_is_no_folder_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Run("run", ToyCohort.Options, cohort: new ToyCohort("S2", "../S3")));

    [Fact]
    public void The_first_error_stops_the_others_and_surfaces_as_it_is() => Assert.Equal(
        "S3.pkl: damaged at offset 7.",
        Assert.Throws<InvalidDataException>(() => Run("run", ToyCohort.Options, cohort: new ToyCohort("S2", "S3", "S4") { Damaged = "S3" })).Message);

    [Fact]
    public void Some_of_the_subjects_will_do()
    {
        ExperimentResult result = Run("run", ToyCohort.Options with { Subjects = ["S10", "S2"] });
        Assert.Equal(["S2", "S10"], result.Folds.Select(f => f.Subject));
    }
}
