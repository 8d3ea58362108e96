using AttX.Models.Connections;
using AttX.Models;
using AttX.Options;
using AttX.Recipes;
using AttX.Tests.Windows;

namespace AttX.Tests.Recipes;

public class RecipeTableTests
{
    [Fact]
    public void The_options_choose_the_recipe()
    {
        Assert.IsType<AttXRecipe>(RecipeTable.For(ToyCohort.Options));
        Assert.IsType<DecisionFusionRecipe>(RecipeTable.For(ToyCohort.Options with { Connection = ConnectionGraph.None, Stages = [], Decision = DecisionRule.Vote }));
    }
}
