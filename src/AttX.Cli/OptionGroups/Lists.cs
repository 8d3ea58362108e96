using System.Globalization;
using System.Numerics;
using AttX.Ground;

namespace AttX.Cli.OptionGroups;

/// <summary>Numbers separated by commas, as the value of an option.</summary>
internal static class Lists
{
    /// <summary>Whole numbers; null if the option was not given.</summary>
    /// <exception cref="OptionsException">Something else.</exception>
    public static IReadOnlyList<int>? Integers(string option, string? text) => Parse<int>(option, text, "whole numbers");

    /// <summary>Finite numbers; null if the option was not given.</summary>
    /// <exception cref="OptionsException">Something else.</exception>
    public static IReadOnlyList<double>? Numbers(string option, string? text) => Parse<double>(option, text, "numbers");

    private static T[]? Parse<T>(string option, string? text, string what)
        where T : struct, INumber<T> => text == null ? null
        : [.. text.Split(',').Select(item => T.TryParse(item, CultureInfo.InvariantCulture, out T value) && T.IsFinite(value) ? value
            : throw new OptionsException([$"{option} takes {what}, separated by commas; got {text}."]))];
}
