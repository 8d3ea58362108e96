using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AttX.Cli.Shell;

/// <summary>Says what is wrong with a command line in the words of its help.</summary>
internal static class UsageProblem
{
    /// <summary>Returns one line about a command line that cannot be parsed.</summary>
    public static string Of(ParseResult parsed)
    {
        if (Misspelling.Of(parsed) is { } unknown)
            return unknown;
        string[] missing = [.. Missing(parsed)], values = [.. Values(parsed).Distinct()];
        string[] problems = [.. missing.Length > 0 ? [$"{App.CommandPath(parsed)} needs {string.Join(" and ", missing)}."] : Array.Empty<string>(), .. values];
        return problems.Length > 0 ? string.Join(' ', problems) : string.Join(' ', parsed.Errors.Select(e => e.Message));
    }

    /// <summary>Adds the check that an option's value is one of a few words, and offers them to completion.</summary>
    public static void AcceptOnly(Option<string> option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && !words.Contains(given, StringComparer.Ordinal))
                result.AddError($"{option.Name} must be {string.Join(", ", words[..^1])} or {words[^1]}, got {given}.");
        });
    }

    /// <summary>Names the arguments and options that must be given and are not.</summary>
    private static IEnumerable<string> Missing(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0)
            yield return "a verb: " + string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name));
        foreach (Argument argument in command.Arguments.Where(a => a.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(a) is null or { Tokens.Count: 0 }))
            yield return argument.Name;
        foreach (Option option in command.Options.Where(o => o.Required && parsed.GetResult(o) is null or { IdentifierTokenCount: 0 }))
            yield return Shown(option);
    }

    private static IEnumerable<string> Values(ParseResult parsed)
    {
        foreach (ParseError error in parsed.Errors)
            if ((error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult) is { IdentifierTokenCount: > 0 } given)
            {
                string? odd = NumberName(given.Option.ValueType) is { } number ? given.Tokens.Select(t => t.Value).FirstOrDefault(t => !Parses(given.Option.ValueType, t)) : null;
                if (given.Tokens.Count < given.Option.Arity.MinimumNumberOfValues)
                    yield return $"{given.Option.Name} needs a value: {Shown(given.Option)}.";
                else
                    yield return odd != null ? $"{given.Option.Name} must be {NumberName(given.Option.ValueType)}, got {odd}." : error.Message;
            }
    }

    private static string Shown(Option option) => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;

    private static string? NumberName(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(int) => $"a whole number up to {int.MaxValue}",
        var t when t == typeof(ulong) => "a whole number from 0",
        var t when t == typeof(double) => "a number",
        _ => null,
    };

    private static bool Parses(Type type, string text) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(int) => int.TryParse(text, CultureInfo.InvariantCulture, out _),
        var t when t == typeof(ulong) => ulong.TryParse(text, CultureInfo.InvariantCulture, out _),
        _ => double.TryParse(text, CultureInfo.InvariantCulture, out _),
    };
}
