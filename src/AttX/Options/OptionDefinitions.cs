using System.Globalization;
using AttX.Ground;

namespace AttX.Options;

/// <summary>Defines the options of one group by the type of their values.</summary>
internal sealed class OptionDefinitions(OptionGroup group)
{
    /// <summary>Defines a choice of several names.</summary>
    public ExperimentOption Choice<T>(
        string name, Names<T> names, string help, Func<ExperimentOptions, T, ExperimentOptions> set, Func<ExperimentOptions, T?> get,
        Func<ExperimentOptions, string?>? unused = null)
        where T : struct => Define<Named<T>>(
            name, string.Join('|', names.All), help, OptionForm.Text, text => new(names.Parse(text)), v => names.NameOf(v.Value),
            (o, v) => set(o, v.Value), o => get(o) is { } value ? new(value) : null, unused);

    /// <summary>Defines a flag.</summary>
    public ExperimentOption Flag(
        string name, string help, Func<ExperimentOptions, bool, ExperimentOptions> set, Func<ExperimentOptions, bool> get,
        Func<ExperimentOptions, string?>? unused = null) =>
        Define(name, "", help, OptionForm.Flag, text => text == "true", v => v ? "true" : "false", set, get, unused);

    /// <summary>Defines an integer.</summary>
    public ExperimentOption Integer(
        string name, string value, string help, Func<ExperimentOptions, int, ExperimentOptions> set, Func<ExperimentOptions, int> get,
        Func<ExperimentOptions, string?>? unused = null) =>
        Define(name, value, help, OptionForm.Number, ParseInteger, v => v.ToString(CultureInfo.InvariantCulture), set, get, unused);

    /// <summary>Defines a non-negative integer.</summary>
    public ExperimentOption Natural(
        string name, string value, string help, Func<ExperimentOptions, ulong, ExperimentOptions> set, Func<ExperimentOptions, ulong> get) =>
        Define(name, value, help, OptionForm.Number, ParseNatural, v => v.ToString(CultureInfo.InvariantCulture), set, get);

    /// <summary>Defines a finite number.</summary>
    public ExperimentOption Real(
        string name, string value, string help, Func<ExperimentOptions, double, ExperimentOptions> set, Func<ExperimentOptions, double> get,
        Func<ExperimentOptions, string?>? unused = null) =>
        Define(name, value, help, OptionForm.Number, ParseReal, v => v.ToString("R", CultureInfo.InvariantCulture), set, get, unused);

    /// <summary>Defines a list of integers, separated by commas.</summary>
    public ExperimentOption Integers(
        string name, string value, string help, Func<ExperimentOptions, IReadOnlyList<int>, ExperimentOptions> set,
        Func<ExperimentOptions, IReadOnlyList<int>?> get, Func<ExperimentOptions, string?>? unused = null) =>
        Define(name, value, help, OptionForm.Numbers, text => List(text, ParseInteger), v => string.Join(',', v), set, get, unused);

    /// <summary>Defines a list of numbers, separated by commas.</summary>
    public ExperimentOption Reals(
        string name, string value, string help, Func<ExperimentOptions, IReadOnlyList<double>, ExperimentOptions> set,
        Func<ExperimentOptions, IReadOnlyList<double>?> get, Func<ExperimentOptions, string?>? unused = null) => Define(
            name, value, help, OptionForm.Numbers, text => List(text, ParseReal),
            v => string.Join(',', v.Select(x => x.ToString("R", CultureInfo.InvariantCulture))), set, get, unused);

    /// <summary>Defines a text of another form.</summary>
    public ExperimentOption Text<T>(
        string name, string value, string help, Func<string, T> parse, Func<T, string> format,
        Func<ExperimentOptions, T, ExperimentOptions> set, Func<ExperimentOptions, T?> get, Func<ExperimentOptions, string?>? unused = null)
        where T : class => Define(name, value, help, OptionForm.Text, parse, format, set, get, unused);

    /// <summary>Defines a list of words, separated by commas.</summary>
    public ExperimentOption Words<T>(
        string name, string value, string help, Func<string, T> parse, Func<T, string> format,
        Func<ExperimentOptions, IReadOnlyList<T>, ExperimentOptions> set, Func<ExperimentOptions, IReadOnlyList<T>?> get) =>
        Define(name, value, help, OptionForm.Texts, text => List(text, parse), v => string.Join(',', v.Select(format)), set, get);

    /// <summary>Defines a name, or an object that defines its meaning.</summary>
    public ExperimentOption Definition<T>(
        string name, string value, string help, Func<string, T> parse, Func<T, string> format,
        Func<ExperimentOptions, T, ExperimentOptions> set, Func<ExperimentOptions, T?> get)
        where T : notnull => Define(name, value, help, OptionForm.Definition, parse, format, set, get);

    /// <summary>Defines a choice of several values by number.</summary>
    public ExperimentOption Numbered<T>(
        string name, string value, string help, Func<string, T> parse, Func<T, string> format,
        Func<ExperimentOptions, T, ExperimentOptions> set, Func<ExperimentOptions, T?> get)
        where T : notnull => Define(name, value, help, OptionForm.Number, parse, format, set, get);

    private ExperimentOption Define<T>(
        string name, string value, string help, OptionForm form, Func<string, T> parse, Func<T, string> format,
        Func<ExperimentOptions, T, ExperimentOptions> set, Func<ExperimentOptions, T?> get, Func<ExperimentOptions, string?>? unused = null)
        where T : notnull => new(
            (options, text) => set(options, parse(text)),
            options => get(options) is { } typed ? format(typed) : null,
            unused ?? (_ => null))
        { Name = name, Group = group, Value = value, Help = help, Form = form };

    private static IReadOnlyList<T> List<T>(string text, Func<string, T> parse) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries).Select(item => item.Length > 0 ? parse(item) : throw new FormatException("has an empty item"))];

    private static int ParseInteger(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int v) ? v
            : throw new FormatException($"must be a whole number up to {int.MaxValue}, got {text}");

    private static ulong ParseNatural(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong v) ? v
            : throw new FormatException($"must be a whole number from 0 to {ulong.MaxValue}, got {text}");

    private static double ParseReal(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) && double.IsFinite(v) ? v
            : throw new FormatException($"must be a number, got {text}");

    private sealed record Named<T>(T Value);
}
