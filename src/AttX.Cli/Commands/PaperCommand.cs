using System.CommandLine;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Evaluation;
using AttX.Options;
using AttX.Paper;
using AttX.Sweeps;

namespace AttX.Cli.Commands;

/// <summary><c>attx paper</c>: runs the sweep that reproduces the paper's tables.</summary>
internal static class PaperCommand
{
    /// <summary>Options of which a file's say nothing of the networks of the tables: a recipe may hold a learner.</summary>
    private static readonly ExperimentOption[] Learners = [LearnerGroup.Learner, LearnerGroup.Options, LearnerGroup.SelectFeatures];

    /// <summary>Options that the tables' rows set themselves.</summary>
    private static readonly ExperimentOption[] SetByRows =
    [
        ModelGroup.Connection, ModelGroup.Type, ModelGroup.Stages, ModelGroup.NoAttention, ModelGroup.Fusion,
        EvaluationGroup.Decision, .. Learners, TrainingGroup.Seed,
    ];

    public static Command Create(App app)
    {
        DataSymbols data = DataSymbols.Arguments();
        var tables = new Option<string>("--tables") { Description = "The tables to make", HelpName = "I,II,III,rivals", DefaultValueFactory = _ => "I,III" };
        var command = new Command("paper", "Run every configuration of the paper's Tables I and III, the systems of Table II, and rival connections, each leave-one-subject-out.") { tables };
        Option<string?> config = OptionSymbols.Config();
        command.Options.Add(config);
        var symbols = new RunSymbols(command, data, SetByRows);
        var sweep = new SweepSymbols(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(symbols.Resumable(parsed, () =>
        {
            OpenedData opened = data.Open(app, parsed);
            (string Name, string Text)[] given = [.. opened.With(symbols.Given(parsed))];
            OptionReader GiveBase(OptionReader reader)
            {
                foreach ((string name, string text) in given)
                    reader.GiveDefault(name, text, "");
                return parsed.GetValue(config) is { } file ? reader.GiveFile(file, asDefaultsBut: Learners) : reader;
            }

            ExperimentOptions common = GiveBase(new OptionReader(opened.Dataset)).Read();
            IReadOnlyList<RowSettings> rows = PaperTables.Settings(
                parsed.GetRequiredValue(tables).Split(',', StringSplitOptions.TrimEntries), common.Modalities);
            SweepPlan plan = SweepPlan.Of(PaperTables.SweepName, sweep.Multiply(parsed, rows, opened, common.Split.Kind != SplitKind.LeaveOneSubjectOut),
                reader => GiveBase(reader), sweep.Seeds(parsed) ?? [common.Seed], opened.Dataset);
            return sweep.Run(app, symbols, parsed, plan, opened, cancellation);
        })));
        Examples.AddTo(command,
            "attx paper WESAD --out runs/paper",
            "attx paper WESAD --out runs/paper --seeds 1,2,3 --resume",
            "attx paper WESAD --out runs/quick --tables III --epochs 5 --widths 16,32,64",
            "attx paper WESAD --out runs/systems --tables II,III",
            "attx paper WESAD --out runs/rivals --tables rivals --seeds 1,2,3,4,5",
            "attx paper WESAD STUDY --out runs/two --device wrist --across",
            "attx paper WESAD --out runs/paper --engine slurm --partition cpu --time 04:00:00",
            "attx report runs/paper --open");
        return command;
    }
}
