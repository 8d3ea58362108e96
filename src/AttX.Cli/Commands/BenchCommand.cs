using System.CommandLine;
using System.Globalization;
using AttX.Cli.Bench;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Ground;
using AttX.Models;
using AttX.Options;

namespace AttX.Cli.Commands;

/// <summary><c>attx bench</c>: what this machine does.</summary>
internal static class BenchCommand
{
    private const int MaxThreads = 1024;
    private const double MaxSeconds = 3600;

    public static Command Create(App app)
    {
        var threads = new Option<int>("--threads")
        {
            Description = "Networks trained, and batches predicted, at a time",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var seconds = new Option<double>("--seconds")
        {
            Description = "Time to spend on each figure; longer is steadier",
            HelpName = "S",
            DefaultValueFactory = _ => 3,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("bench", "Measure how fast this machine trains and predicts, and how long the paper's experiments should take on it.")
        {
            threads, seconds, json,
        };
        var options = new OptionSymbols(command, [ModelGroup.Widths]);
        command.SetAction((parsed, cancellation) =>
        {
            AttXNetOptions network = Network(options.Given(parsed), parsed.GetValue(threads), parsed.GetValue(seconds));
            Speed speed = SpeedTest.Run(network, parsed.GetValue(threads), parsed.GetValue(seconds), cancellation);
            if (parsed.GetValue(json))
                SpeedView.PrintJson(app.Output, speed);
            else
                SpeedView.PrintTable(app.Output, speed);
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command, "attx bench", "attx bench --threads 2 --json", "attx bench --widths 16,32,64");
        return command;
    }

    /// <summary>The paper's best network at these widths.</summary>
    /// <exception cref="OptionsException">An option is out of range.</exception>
    private static AttXNetOptions Network(IEnumerable<(string Name, string Text)> given, int threads, double seconds)
    {
        var problems = new List<string>();
        if (threads is < 1 or > MaxThreads)
            problems.Add($"--threads must be from 1 to {MaxThreads}, got {threads}.");
        if (!(seconds is > 0 and <= MaxSeconds))
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"--seconds must be above 0 and at most {MaxSeconds}, got {seconds}."));
        try
        {
            ExperimentOptions options = OptionSymbols.Read(given, file: null);
            if (problems.Count == 0)
                return options.Network(options.Networks[0]);
        }
        catch (OptionsException e)
        {
            problems.AddRange(e.Problems);
        }

        throw new OptionsException(problems);
    }
}
