using AttX.Classical.Table;
using AttX.Ground;
using AttX.Options;

namespace AttX.Classical.Recipes;

/// <summary>What a classical model is fitted with.</summary>
/// <param name="Learner">The learner's name in <see cref="LearnerTable"/>.</param>
public sealed record ClassicalOptions(string Learner)
{
    /// <summary>Options of the learner, by name; others have their defaults.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Features to select, at most, by sequential forward selection on the training people; 0: all are taken.</summary>
    public int SelectFeatures { get; init; }

    /// <summary>A classifier for each modality, whose decisions are combined by this rule; null: one of all features.</summary>
    public DecisionRule? Decision { get; init; }

    /// <summary>Returns the options with all values filled in, after checking them.</summary>
    /// <exception cref="OptionsException">There is no such learner or option, or a value is out of range: all problems.</exception>
    public ClassicalOptions Checked()
    {
        LearnerSettings settings = LearnerTable.Find(Learner).Settings(Options);
        return SelectFeatures >= 0 ? this with { Options = settings.Values }
            : throw new OptionsException([$"The number of features to select must be 0, for all, or more, got {SelectFeatures}."]);
    }
}
