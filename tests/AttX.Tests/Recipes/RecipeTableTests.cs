using AttX.Evaluation;
using AttX.Models.Connections;
using AttX.Options;
using AttX.Recipes;
using AttX.Tests.Windows;

namespace AttX.Tests.Recipes;

public class RecipeTableTests
{
    [Fact]
    public void The_options_choose_the_recipe()
    {
        Assert.IsType<AttXRecipe>(RecipeTable.Default.For(ToyCohort.Options));
        Assert.IsType<CalibratedRecipe>(RecipeTable.Default.For(ToyCohort.Options with { Calibration = CalibrationKind.Temperature }));
        Assert.IsType<DecisionFusionRecipe>(RecipeTable.Default.For(ToyCohort.Options with { Connection = ConnectionGraph.None, Stages = [], Decision = DecisionRule.Vote }));
    }
}
