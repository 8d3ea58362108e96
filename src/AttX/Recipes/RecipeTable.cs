using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;

namespace AttX.Recipes;

/// <summary>A recipe and the options that select it.</summary>
/// <param name="IsMeant">Whether options select it.</param>
/// <param name="Create">Creates it.</param>
public sealed record RecipeRow(Func<ExperimentOptions, bool> IsMeant, Func<ExperimentOptions, IRecipe> Create);

/// <summary>The recipes, first those of other projects.</summary>
/// <param name="others">Rows of other projects, such as classical learners.</param>
public sealed class RecipeTable(params IReadOnlyList<RecipeRow> others)
{
    private static readonly RecipeRow[] Networks =
    [
        new(o => o.Learner == null && o.Decision != null, o => new DecisionFusionRecipe(o)),
        new(o => o.Learner == null && o.Calibration != CalibrationKind.None, o => new CalibratedRecipe(o)),
        new(o => o.Learner == null, o => new AttXRecipe(o)),
    ];

    /// <summary>The networks alone.</summary>
    public static RecipeTable Default { get; } = new();

    /// <summary>Returns the recipe of a run's options: the first row that they select.</summary>
    /// <exception cref="OptionsException">There is none, or the learner's options are wrong.</exception>
    public IRecipe For(ExperimentOptions options) => options.Select != null ? new SelectingRecipe(options, For) : others.Concat(Networks).FirstOrDefault(row => row.IsMeant(options))?.Create(options)
        ?? throw new OptionsException([$"--learner {options.Learner}: this program has networks only."]);
}
