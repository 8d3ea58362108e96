using System.CommandLine;
using System.Text.Json;
using AttX.Nn.Serialization;
using AttX.Options;

namespace AttX.Cli.Tests.OptionGroups;

/// <summary>For every verb and each of its options, checks that another value changes the output or is refused.</summary>
public sealed class OptionEffectTests(OptionCohort cohort) : IClassFixture<OptionCohort>
{
    /// <summary>Values that differ from <see cref="OptionCohort.Small"/> and the defaults, by option; empty for a flag.</summary>
    private static readonly Dictionary<ExperimentOption, string> OtherValues = new()
    {
        [DataGroup.Device] = "chest",
        [DataGroup.Modalities] = "eda",
        [DataGroup.Task] = "four",
        [DataGroup.Classes] = "3",
        [DataGroup.Thresholds] = "5",
        [DataGroup.Rate] = "64",
        [DataGroup.Window] = "8",
        [DataGroup.Overlap] = "0.25",
        [DataGroup.Normalise] = "baseline",
        [DataGroup.Filter] = "causal",
        [DataGroup.Eda] = "log",
        [DataGroup.Settle] = "30",
        [DataGroup.Memory] = "2",
        [DataGroup.Gaps] = "interpolate",
        [ModelGroup.Connection] = "ecg-to-eda",
        [ModelGroup.Type] = "II",
        [ModelGroup.Stages] = "2",
        [ModelGroup.NoAttention] = "",
        [ModelGroup.AttentionScope] = "time-step",
        [ModelGroup.ConnectionKind] = "xflow",
        [ModelGroup.Attention] = "fixed",
        [ModelGroup.AttentionInit] = "glorot",
        [ModelGroup.Merge] = "sum",
        [ModelGroup.BatchNormMomentum] = "0.5",
        [ModelGroup.ReceptiveField] = "13",
        [ModelGroup.Fusion] = "feature",
        [ModelGroup.Widths] = "16,8,8",
        [ModelGroup.SensorDropout] = "0.4",
        [ModelGroup.Context] = "20",
        [ModelGroup.Features] = "all",
        [LearnerGroup.Learner] = "lda",
        [LearnerGroup.Options] = "k=1",
        [LearnerGroup.SelectFeatures] = "1",
        [TrainingGroup.Epochs] = "2",
        [TrainingGroup.BatchSize] = "8",
        [TrainingGroup.LearningRate] = "0.01",
        [TrainingGroup.SkipBadWindows] = "",
        [TrainingGroup.RandomStarts] = "3",
        [TrainingGroup.WeightDecay] = "0.5",
        [TrainingGroup.LabelSmoothing] = "0.2",
        [TrainingGroup.Schedule] = "cosine",
        [TrainingGroup.AverageWeights] = "0.9",
        [TrainingGroup.Augment] = "noise,cut-out",
        [TrainingGroup.Balance] = "",
        [TrainingGroup.Ensemble] = "2",
        [TrainingGroup.Init] = "", // the cohort's encoder
        [EvaluationGroup.PretrainedOnTested] = "",
        [TrainingGroup.Select] = "learning-rate=0.02|0.05",
        [TrainingGroup.SelectGroups] = "1", // refused: two training subjects can only be two groups
        [TrainingGroup.Calibrate] = "temperature+bias",
        [TrainingGroup.Subjects] = "S2,S3",
        [TrainingGroup.Seed] = "2",
        [EvaluationGroup.Split] = "group-k-fold:2",
        [EvaluationGroup.Decision] = "weighted", // the vote of two networks is their average
    };

    /// <summary>Values that differ from the defaults of a model for use.</summary>
    private static readonly Dictionary<ExperimentOption, string> OtherThanForUse = new() { [DataGroup.Filter] = "zero-phase", [DataGroup.Eda] = "linear" };

    /// <summary>Further options without which an option has no effect.</summary>
    private static readonly Dictionary<ExperimentOption, string[]> Beside = new()
    {
        [LearnerGroup.Options] = ["--learner", "knn"],
        [LearnerGroup.SelectFeatures] = ["--learner", "lda"],
        [ModelGroup.ReceptiveField] = ["--window", "15"],
        [DataGroup.Memory] = ["--normalise", "running"],
        [TrainingGroup.Init] = ["--normalise", "session"], // as the encoder has it
        [TrainingGroup.SelectGroups] = ["--select", "learning-rate=0.02|0.05"],
        [TrainingGroup.RandomStarts] = ["--normalise", "running"],
        [ModelGroup.Context] = ["--normalise", "running", "--filter", "causal"],
        [EvaluationGroup.Decision] = ["--fusion", "decision", "--epochs", "5", "--learning-rate", "0.003"], // until the two differ in accuracy
    };

    private static readonly string[] Verbs = ["loso", "train", "import", "evaluate", "sweep", "paper", "convert", "pretrain"];

    public static TheoryData<string, string> Offered
    {
        get
        {
            var offered = new TheoryData<string, string>();
            RootCommand root = Cli.Verbs.Root(new App(TextWriter.Null, TextWriter.Null, errorIsTerminal: false));
            foreach (string verb in Verbs)
                foreach (Option option in root.Subcommands.Single(c => c.Name == verb).Options)
                    if (OptionTable.All.Any(o => "--" + o.Name == option.Name))
                        offered.Add(verb, option.Name[2..]);
            return offered;
        }
    }

    [Fact]
    public void Every_option_has_another_value() => Assert.Empty(OptionTable.All.Except(OtherValues.Keys).Select(o => o.Name));

    [Theory]
    [MemberData(nameof(Offered))]
    public void Another_value_changes_the_output_or_is_refused(string verb, string name)
    {
        ExperimentOption option = OptionTable.All.Single(o => o.Name == name);
        string data = option == DataGroup.Gaps ? cohort.Gaps : cohort.Whole;
        string[] beside = option == EvaluationGroup.PretrainedOnTested ? ["--init", cohort.Known] : Beside.GetValueOrDefault(option) ?? [];
        string other = option == TrainingGroup.Init ? cohort.Encoder : verb is "train" or "pretrain" ? OtherThanForUse.GetValueOrDefault(option, OtherValues[option]) : OtherValues[option];
        string? before = Outcome(verb, data, beside);
        string? after = Outcome(verb, data, [.. beside, "--" + name, .. other is { Length: > 0 } value ? [value] : Array.Empty<string>()]);
        Assert.True(before != null || option == DataGroup.Gaps || option == EvaluationGroup.PretrainedOnTested, "The verb fails without the option.");
        Assert.NotEqual(before, after);
    }

    /// <summary>Returns a verb's output as text; null where it refused. Options given replace those of the small network.</summary>
    private string? Outcome(string verb, string data, string[] given)
    {
        string output = cohort.NextOutput();
        bool learns = given.Contains("--learner"); // which has no network to size or train
        string[] small = [.. OptionCohort.Small.Chunk(2).Where(pair => !given.Contains(pair[0]) && !(learns && pair[0] is "--widths" or "--epochs")).SelectMany(pair => pair)];
        string[] shape = [.. OptionCohort.Small[..^3].Chunk(2).Where(pair => !given.Contains(pair[0]) && !(learns && pair[0] is "--widths" or "--epochs")).SelectMany(pair => pair)];
        CommandRun run = CommandRun.Of(verb switch
        {
            "convert" => [verb, data, "--to", "csv", "--out", output, .. given.Contains("--device") ? Array.Empty<string>() : ["--device", "wrist"], .. given],
            "import" => [verb, cohort.Model, "--out", output, .. shape, .. given, .. given.Contains("running") ? (string[])["--means", "0,0", "--deviations", "1,1"] : []],
            "pretrain" => [verb, data, "--out", output, .. small.Except(["--no-cache"]), .. given],
            "evaluate" => [verb, cohort.Model, data, "--out", output, "--no-cache", .. given],
            "sweep" => [verb, cohort.OneRow, "--data", data, "--out", output, .. small, .. given],
            "paper" => [verb, data, "--tables", "III", "--out", output, .. small, .. given],
            _ => [verb, data, "--out", output, .. small, .. given],
        });
        Assert.DoesNotContain("unexpected", run.Error);
        return run.ExitCode != App.Done ? null : verb switch
        {
            "train" or "pretrain" => Weights(output),
            "import" => Convert.ToHexString(File.ReadAllBytes(output)),
            "convert" => string.Concat(Directory.GetFiles(output, "*.csv", SearchOption.AllDirectories).Order().Select(f => f[output.Length..] + new FileInfo(f).Length)),
            _ => string.Concat(Directory.GetFiles(output, "predictions.csv", SearchOption.AllDirectories).Order().Select(f => f[output.Length..] + File.ReadAllText(f))),
        };
    }

    /// <summary>Returns a model's weights and calibration only: its file names its options, which would differ anyway.</summary>
    private static string Weights(string model)
    {
        if (File.ReadAllText(model).StartsWith('{'))
            return JsonDocument.Parse(File.ReadAllText(model)).RootElement.GetProperty("model").GetRawText();
        using FileStream stream = File.OpenRead(model);
        SafeTensorsFile file = SafeTensors.Read(stream);
        return string.Join('\n', file.Tensors.Select(t => $"{t.Name} {string.Join(' ', t.Data)}").Append(file.Metadata.GetValueOrDefault("attx.calibration")));
    }
}
