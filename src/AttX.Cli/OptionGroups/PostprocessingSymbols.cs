using System.CommandLine;
using AttX.Evaluation;
using AttX.Ground;

namespace AttX.Cli.OptionGroups;

/// <summary>What is made of a model's probabilities before somebody acts on them (docs/predict.md).</summary>
internal sealed class PostprocessingSymbols
{
    private readonly Option<double> _smooth = new("--smooth")
    {
        Description = "Average the log-odds over the last SECONDS, at a delay of half as much [default: not]",
        HelpName = "SECONDS",
    };

    private readonly Option<double> _abstain = new("--abstain")
    {
        Description = "Call estimates uncertain whose likeliest class is below P [default: none]",
        HelpName = "P",
    };

    private readonly Option<string?> _alarm = new("--alarm")
    {
        Description = "Raise an alarm from probability ON of the class to detect, and end it below OFF",
        HelpName = "0.8,0.5",
    };

    private readonly Option[] _offered;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isScored">Whether it scores every window, so that it has smoothing alone.</param>
    public PostprocessingSymbols(Command command, bool isScored = false)
    {
        _offered = isScored ? [_smooth] : [_smooth, _abstain, _alarm];
        foreach (Option option in _offered)
            command.Options.Add(option);
    }

    /// <summary>Returns the given values; whether they fit is the model's matter.</summary>
    /// <exception cref="OptionsException">An alarm without two levels, or a 0 that asks for nothing.</exception>
    public Postprocessing Read(ParseResult parsed)
    {
        foreach (Option option in _offered.Where(o => o != _alarm))
            if (parsed.GetResult(option) != null && parsed.GetValue((Option<double>)option) == 0)
                throw new OptionsException([$"{option.Name} 0 asks for nothing: leave it out."]);
        return new Postprocessing
        {
            SmoothSeconds = parsed.GetResult(_smooth) == null ? 0 : parsed.GetValue(_smooth),
            Abstain = parsed.GetResult(_abstain) == null ? 0 : parsed.GetValue(_abstain),
            Alarm = parsed.GetResult(_alarm) == null ? null : Levels(parsed.GetValue(_alarm)!),
        };
    }

    private AlarmLevels Levels(string text) => Lists.Numbers(_alarm.Name, text) is [var on, var off] ? new AlarmLevels(on, off)
        : throw new OptionsException([$"{_alarm.Name} must be two probabilities, ON and OFF, such as {_alarm.HelpName}, got {text}."]);
}
