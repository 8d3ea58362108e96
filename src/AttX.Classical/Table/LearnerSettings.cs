using System.Globalization;
using AttX.Ground;

namespace AttX.Classical.Table;

/// <summary>The values of a learner's options, checked.</summary>
public sealed class LearnerSettings
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Takes what was given, and the defaults for the rest.</summary>
    /// <exception cref="OptionsException">The learner has no such option, or a value is out of its range: all problems.</exception>
    internal LearnerSettings(string learner, IReadOnlyList<LearnerOption> options, IReadOnlyDictionary<string, string> given)
    {
        string[] problems =
        [
            .. given.Keys.Where(name => options.All(o => o.Name != name)).Select(name => options.Count == 0
                ? $"{learner} has no options, got {name}."
                : $"{learner} has no option {name}; it has {string.Join(", ", options.Select(o => o.Name))}."),
            .. options.Where(o => given.TryGetValue(o.Name, out string? value) && !o.Allows(value))
                .Select(o => $"{learner}: {o.Name} must be {o.Allowed}, got {given[o.Name]}."),
        ];
        if (problems.Length > 0)
            throw new OptionsException(problems);
        foreach (LearnerOption option in options)
            _values[option.Name] = given.GetValueOrDefault(option.Name, option.Default);
    }

    /// <summary>All values, by name.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>A number; null for a word.</summary>
    internal double? Number(string name) =>
        double.TryParse(_values[name], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    /// <summary>A whole number.</summary>
    internal int Count(string name) => (int)Number(name)!.Value;

    /// <summary>Whether the value is a word.</summary>
    internal bool Is(string name, string word) => _values[name] == word;
}
