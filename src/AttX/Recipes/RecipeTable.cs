using AttX.Options;

namespace AttX.Recipes;

/// <summary>The recipes, and which options ask for which.</summary>
public static class RecipeTable
{
    private static readonly (Func<ExperimentOptions, bool> IsMeant, Func<ExperimentOptions, IRecipe> Create)[] Rows =
    [
        (o => o.Decision != null, o => new DecisionFusionRecipe(o)),
        (_ => true, o => new AttXRecipe(o)),
    ];

    /// <summary>The recipe of a run's options: the first row that they ask for.</summary>
    public static IRecipe For(ExperimentOptions options) => Rows.First(row => row.IsMeant(options)).Create(options);
}
