using System.CommandLine;
using AttX.Streaming;

namespace AttX.Cli.OptionGroups;

/// <summary>Options of a live session: how it treats time and an unknown person (docs/streaming.md).</summary>
internal sealed class SessionSymbols
{
    private static readonly SessionOptions Default = new();

    private readonly Option<double> _calibration = Seconds("--calibration", "Good signal before the first estimate", Default.CalibrationSeconds);
    private readonly Option<double> _jitter = Seconds("--jitter", "By how much time stamps may miss the end of what came before", Default.JitterSeconds);
    private readonly Option<double> _bridge = Seconds("--bridge", "Longest gap that a straight line bridges", Default.BridgeSeconds);
    private readonly Option<double> _lag = Seconds("--max-lag", "How far signals may be apart", Default.MaximumLagSeconds);
    private readonly Option<double?> _adaptation = new("--adaptation")
    {
        Description = "How far back mean and deviation look later; 0: they stay [default: as the model was trained]",
        HelpName = "SECONDS",
    };

    private readonly Option<string?> _person = PersonSymbol.Create();

    private PostprocessingSymbols? _postprocessing;

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _postprocessing = new PostprocessingSymbols(command);
        foreach (Option option in new Option[] { _person, _calibration, _adaptation, _jitter, _bridge, _lag })
            command.Options.Add(option);
    }

    /// <summary>Returns the given values.</summary>
    public SessionOptions Read(ParseResult parsed) => new()
    {
        CalibrationSeconds = parsed.GetValue(_calibration),
        AdaptationSeconds = parsed.GetValue(_adaptation),
        JitterSeconds = parsed.GetValue(_jitter),
        BridgeSeconds = parsed.GetValue(_bridge),
        MaximumLagSeconds = parsed.GetValue(_lag),
        Postprocessing = _postprocessing!.Read(parsed),
    };

    /// <summary>Returns the person's file; null if none is given.</summary>
    public string? Person(ParseResult parsed) => parsed.GetValue(_person);

    private static Option<double> Seconds(string name, string description, double otherwise) =>
        new(name) { Description = description, HelpName = "SECONDS", DefaultValueFactory = _ => otherwise };
}
