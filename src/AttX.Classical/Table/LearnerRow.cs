using System.Text.Json;
using AttX.Classical.Learning;
using AttX.Ground;

namespace AttX.Classical.Table;

/// <summary>A learner, by its name.</summary>
public sealed class LearnerRow
{
    internal LearnerRow(
        string name, string label, IReadOnlyList<LearnerOption> options, Func<LearnerSettings, ILearner> make, Func<JsonElement, IFittedClassifier?> parse) =>
        (Name, Label, Options, Make, Parse) = (name, label, options, make, parse);

    /// <summary>Its name, as options take it.</summary>
    public string Name { get; }

    /// <summary>Its name in prose.</summary>
    public string Label { get; }

    /// <summary>Its own options.</summary>
    public IReadOnlyList<LearnerOption> Options { get; }

    /// <summary>Reads a classifier that it fitted.</summary>
    internal Func<JsonElement, IFittedClassifier?> Parse { get; }

    private Func<LearnerSettings, ILearner> Make { get; }

    /// <summary>Checks its options, and fills in the defaults.</summary>
    /// <exception cref="OptionsException">It has no such option, or a value is out of range: all problems.</exception>
    public LearnerSettings Settings(IReadOnlyDictionary<string, string> given) => new(Name, Options, given);

    /// <summary>Creates the learner with its options.</summary>
    /// <exception cref="OptionsException">It has no such option, or a value is out of range: all problems.</exception>
    public ILearner Create(IReadOnlyDictionary<string, string> given) => Make(Settings(given));
}
