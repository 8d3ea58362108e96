using System.Text.Json;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Tests.Options;

public sealed class RecipeFileTests
{
    public static TheoryData<string> Names => [.. OptionsJson.Recipes];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recipe_says_how_and_not_on_what(string name)
    {
        string text = File.ReadAllText(FileOf(name));
        using JsonDocument file = JsonDocument.Parse(text), here = OptionsJson.ReadFile(name);
        Assert.Equal(text, here.RootElement.GetRawText() + "\n");
        ExperimentOption[] options = [.. file.RootElement.EnumerateObject().Select(member => OptionTable.ByKey(member.Name)!)];
        Assert.Empty(options.Intersect([DataGroup.Device, DataGroup.Modalities, DataGroup.Task, TrainingGroup.Subjects, TrainingGroup.Seed, EvaluationGroup.Split]));
        Assert.All(Enum.GetValues<Device>(), device => // one signal alone, too
            Assert.Equal(device, new OptionReader().Give("device", $"{device}").Give("modalities", "eda").GiveFile(name).Read().Device));
    }

    [Fact]
    public void Every_recipe_is_in_the_program() =>
        Assert.Equal(OptionsJson.Recipes, Directory.GetFiles(Path.Combine(RealData.RepositoryRoot, "recipes")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void The_papers_is_that_of_the_defaults_and_replaces_those_for_use()
    {
        ExperimentOptions usual = new OptionReader().Read();
        Assert.Equal(OptionsJson.Text(usual), OptionsJson.Text(new OptionReader().GiveFile(FileOf("paper")).Read()));
        Assert.Equal(OptionsJson.Text(usual), OptionsJson.Text(new OptionReader().GiveFile("paper").GiveDefaults(UseDefaults.All, "train").Read()));
    }

    [Fact]
    public void The_live_one_is_causal_and_the_command_line_wins()
    {
        ExperimentOptions options = new OptionReader().GiveFile("live").Give("settle", "20").GiveDefaults(UseDefaults.All, "train").Read();
        Assert.Equal((FilterKind.Causal, 20, true), (options.Filter, options.SettleSeconds, options.Normalisation.IsRunning()));
    }

    private static string FileOf(string name) => Path.Combine(RealData.RepositoryRoot, "recipes", name + ".json");
}
