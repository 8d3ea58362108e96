using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Nn.Serialization;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Testing;
using AttX.Tests.Training;
using AttX.Windows;

namespace AttX.Tests.Recipes;

/// <summary>Networks that take features of the windows beside the signals.</summary>
public class FeatureNetworkTests
{
    private static readonly ExperimentOptions Options = ExperimentOptions.For(Device.Chest) with
    {
        SamplingRateHz = SyntheticWindows.Length,
        WindowSeconds = 1,
        Overlap = 0,
        Widths = [8, 8, 8],
        Epochs = 2,
        Features = FeatureSet.Plain,
    };

    [Fact]
    public void A_network_sees_the_features_that_training_windows_tell_apart_and_names_the_others()
    {
        List<string> notes = [];
        IFittedModel model = Fit(Options, notes);
        Assert.Equal(["Fold X: without temp_mean, temp_slope, of which no two training windows have different values."], notes);
        WindowSet windows = Windows("T", 8);
        Assert.NotEqual(Probabilities(model.NewPredictor(), windows), Probabilities(model.NewPredictor(), Changed(windows, 3)));
        Assert.Equal(Probabilities(model.NewPredictor(), windows), Probabilities(model.NewPredictor(), Changed(windows, 9)));
        Assert.Equal("T: its windows lack the features of the model (--features).", Assert.Throws<InvalidDataException>(
            () => model.NewPredictor().Predict(windows with { Features = null }, 0)).Message);
    }

    [Fact]
    public void Features_of_a_hidden_sensor_do_not_reach_the_output()
    {
        IFittedModel model = Fit(Options with { SensorDropout = 0.4 }, []);
        IWindowPredictor alone = model.NewReducedPredictors().Single(p => p.Sensors == "ecg").Predictor;
        WindowSet windows = Windows("T", 8);
        Assert.Equal(Probabilities(alone, windows), Probabilities(alone, Changed(windows, 3)));
        Assert.NotEqual(Probabilities(alone, windows), Probabilities(alone, Changed(windows, 0)));
    }

    [Fact]
    public void A_file_says_what_standardises_features()
    {
        byte[] bytes = Fit(Options with { Ensemble = 2 }, []).Files[0].ToArray();
        TrainedModel model = TrainedModel.Load(new MemoryStream(bytes));
        using MemoryStream again = new();
        model.Save(again);
        Assert.Equal(bytes, again.ToArray());
        Assert.Equal(Options.FeatureNames, model.Metadata.Features!.Names);
        Assert.Equal([0, 0, 1, 1, 1, 1, 1, 1, -1, -1], model.Metadata.Features.Branches);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], model.Metadata.Features.Preparation.Columns);
    }

    [Theory]
    [InlineData("\"pulse_rate\"", "\"pulse\"", "its features (pulse, ")]
    [InlineData("\"columns\":[0,", "\"columns\":[10,", "damaged features: a column is not one of 10.")]
    [InlineData("\"medians\":[", "\"medians\":[0,", "damaged features: medians holds 9 numbers, expected 8.")]
    [InlineData("\"deviations\":[", "\"deviations\":[-", "damaged features: a deviation is not positive.")]
    [InlineData("\"deviations\"", "\"sessionDeviations\":[1],\"deviations\"", "sessionDeviations should hold 0 numbers")]
    [InlineData("{", "[", "damaged metadata")]
    public void What_a_file_says_of_features_is_checked(string text, string other, string message) =>
        Assert.Contains(message, Refused(features => features!.Replace(text, other, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_file_without_what_standardises_features_is_refused() =>
        Assert.Equal("attx.features contradicts attx.options: the network takes 10 features.", Refused(_ => null));

    [Fact]
    public void Windows_without_the_features_are_refused() => Assert.Equal("Fold X: the windows of S1 lack the features that --features asks for.",
        Assert.Throws<InvalidDataException>(() => Fit(Options with { Features = FeatureSet.All }, [])).Message);

    private static string Refused(Func<string?, string?> change)
    {
        SafeTensorsFile file = SafeTensors.Read(new MemoryStream(Fit(Options with { Epochs = 1 }, []).Files[0].ToArray()));
        Dictionary<string, string> metadata = new(file.Metadata);
        if (change(metadata["attx.features"]) is { } changed)
            metadata["attx.features"] = changed;
        else
            metadata.Remove("attx.features");
        using MemoryStream stream = new();
        SafeTensors.Write(stream, file.Tensors, metadata);
        stream.Position = 0;
        return Assert.Throws<InvalidDataException>(() => TrainedModel.Load(stream)).Message;
    }

    private static IFittedModel Fit(ExperimentOptions options, List<string> notes) => new AttXRecipe(options).Fit(
        new FitData("Fold X", [new PreparedSubject(Windows("S1", 24), ""), new PreparedSubject(Windows("S2", 24), "")]),
        new FitContext { SeedOf = part => Rng.Derive(1, part), Observer = new Notes(notes) });

    /// <summary>Windows whose last two features are missing and constant.</summary>
    private static WindowSet Windows(string subject, int count)
    {
        WindowSet set = SyntheticWindows.Set(subject, count);
        float[] noise = Golden.Hashed(subject, count * 10, -1, 1);
        return set with
        {
            Features = new WindowFeatures(Options.FeatureNames, [.. noise.Select((v, i) => (i % 10) switch
            {
                3 => v + (set.Windows[i / 10].Label == "stress" ? 3 : 0),
                8 => double.NaN,
                9 => 7,
                _ => v,
            })]),
        };
    }

    private static WindowSet Changed(WindowSet windows, int column) => windows with
    {
        Features = windows.Features! with { Values = [.. windows.Features.Values.Select((v, i) => i % 10 == column ? v + 2 : v)] },
    };

    private static float[] Probabilities(IWindowPredictor predictor, WindowSet windows) =>
        [.. Enumerable.Range(0, windows.Count).SelectMany(w => predictor.Predict(windows, w).Probabilities)];

    private sealed class Notes(List<string> notes) : IFitObserver
    {
        public void Note(string message) => notes.Add(message);
    }
}
