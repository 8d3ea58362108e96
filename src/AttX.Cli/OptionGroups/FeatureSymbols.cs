using System.CommandLine;
using AttX.Ground;
using AttX.Options;
using AttX.Signals.Features;
using AttX.Signals.Features.Skin;

namespace AttX.Cli.OptionGroups;

/// <summary>Which features are computed, and of which windows.</summary>
internal sealed class FeatureSymbols
{
    private static readonly Names<EdaDecomposition> s_decompositions = new(("highpass", EdaDecomposition.HighPass), ("convex", EdaDecomposition.Convex));

    private static readonly FeatureOptions s_defaults = new();

    private readonly Option<string?> _modalities = new("--modalities")
    {
        Description = "Signals of which all features are computed [default: all that the data hold]",
        HelpName = "ecg,eda,…",
    };

    private readonly Option<string?> _features = new("--features") { Description = "Single features, by name (docs/features.md)", HelpName = "ecg_rmssd,…" };

    private readonly Option<double> _window = new("--window")
    {
        Description = "Length of a window",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => s_defaults.WindowSeconds,
    };

    private readonly Option<double?> _hop = new("--hop") { Description = "From the start of a window to that of the next [default: half a window]", HelpName = "SECONDS" };

    private readonly Option<string> _decomposition = new("--eda-decomposition")
    {
        Description = "How skin conductance is split into level and responses",
        HelpName = string.Join('|', s_decompositions.All),
        DefaultValueFactory = _ => s_decompositions.NameOf(s_defaults.EdaDecomposition),
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _modalities, _features, _window, _hop, _decomposition })
            command.Options.Add(option);
    }

    /// <summary>Returns the options of the windows and their features.</summary>
    /// <exception cref="OptionsException">A value is impossible; the message names it.</exception>
    public FeatureOptions Read(ParseResult parsed)
    {
        double window = parsed.GetValue(_window);
        var options = new FeatureOptions
        {
            WindowSeconds = window,
            HopSeconds = parsed.GetValue(_hop) ?? window / 2,
            EdaDecomposition = Parsed(_decomposition.Name, parsed.GetValue(_decomposition)!, s_decompositions.Parse),
        };
        string[] problems = [.. options.Problems().Where(p => parsed.GetValue(_hop) != null || !p.StartsWith(_hop.Name, StringComparison.Ordinal))];
        return problems.Length > 0 ? throw new OptionsException(problems) : options;
    }

    /// <summary>Returns the requested features; null for all that the data allow.</summary>
    /// <exception cref="OptionsException">A name is unknown or given twice, or both ways to choose are used.</exception>
    public IReadOnlyList<FeatureInfo>? Columns(ParseResult parsed)
    {
        (string? modalities, string? features) = (parsed.GetValue(_modalities), parsed.GetValue(_features));
        if (modalities != null && features != null)
            throw new OptionsException(["--modalities and --features both choose features: give one of them."]);
        return features != null ? Distinct(_features.Name, features, FeatureTable.Parse)
            : modalities != null ? [.. Distinct(_modalities.Name, modalities, OptionTable.Modalities.Parse).SelectMany(FeatureTable.Of)] : null;
    }

    private static T[] Distinct<T>(string option, string text, Func<string, T> parse)
    {
        T[] values = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(name => Parsed(option, name, parse))];
        return values.Distinct().Count() == values.Length ? values : throw new OptionsException([$"{option} {text}: a name is given twice."]);
    }

    private static T Parsed<T>(string option, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw new OptionsException([$"{option}: {e.Message}."]);
        }
    }
}
