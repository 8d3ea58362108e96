using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Tests.Windows;

namespace AttX.Tests.Inference;

/// <summary>Tests what an estimate with context rests on.</summary>
public sealed class SessionContextTests
{
    private const int Windows = 12, Context = 5;

    private static readonly ExperimentOptions Options = ToyCohort.Options with
    {
        Normalisation = Normalisation.Train,
        Filter = FilterKind.Causal,
        ContextSeconds = Context,
        SensorDropout = 0.3,
    };

    private static readonly WindowSet Session = Set(Options.Preprocessing().Spec);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_estimate_rests_on_the_windows_of_its_context_and_on_nothing_else(int networks)
    {
        Ensemble model = Model(networks);
        WindowSet last = Part(Enumerable.Range(Windows - Context, Context)), fewer = Part(Enumerable.Range(Windows - Context + 1, Context - 1));
        float[] expected = Predict(model, Session);
        Assert.Equal(expected, Predict(model, last));
        Assert.NotEqual(expected, Predict(model, fewer));
        Assert.Equal(expected, Predict(model, Part([Windows - 1]) with { Context = Part(Enumerable.Range(0, Windows - 1)) }));
        Assert.Equal(Predict(model, fewer), Predict(model, Session with { ContextFrom = Session.Windows[Windows - Context + 1].StartSample }));
        Assert.NotEqual(expected, new EnsemblePredictor(model) { Hidden = [0] }.Predict(last, Context - 1).Probabilities);
    }

    [Fact]
    public void A_bad_window_is_no_context_but_is_predicted()
    {
        Ensemble model = Model(1);
        QualityFlags[] quality = [.. Enumerable.Range(0, Windows).Select(w => w >= Windows - 2 ? QualityFlags.Gap : QualityFlags.None)];
        int[] good = [.. Enumerable.Range(0, Windows).Where(w => w != Windows - 2)];
        Assert.Equal(Predict(model, Part(good)), Predict(model, Session with { Quality = quality }));
        Assert.NotEqual(Predict(model, Session), Predict(model, Session with { Quality = quality }));
    }

    [Fact]
    public void The_order_in_which_windows_are_predicted_does_not_matter()
    {
        var forward = new EnsemblePredictor(Model(1));
        var backward = new EnsemblePredictor(Model(1));
        float[][] one = [.. Enumerable.Range(0, Windows).Select(w => forward.Predict(Session, w).Probabilities)];
        float[][] other = [.. Enumerable.Range(0, Windows).Reverse().Select(w => backward.Predict(Session, w).Probabilities)];
        Assert.Equal(one, other.Reverse());
    }

    private static float[] Predict(Ensemble model, WindowSet windows)
    {
        var predictor = new EnsemblePredictor(model);
        return Enumerable.Range(0, windows.Count).Select(w => predictor.Predict(windows, w).Probabilities).Last();
    }

    private static WindowSet Part(IEnumerable<int> windows) => Session.Pick([.. windows]);

    private static WindowSet Set(WindowSpec spec) => new()
    {
        Subject = "P1",
        Spec = spec,
        Modalities = Options.Modalities,
        Windows = [.. Enumerable.Range(0, Windows).Select(w => new Window(7 + (w * spec.HopSamples), null))],
        Signals = [.. Options.Modalities.Select(m => Golden.Hashed($"context/{m}", Windows * spec.WindowSamples, -2, 2))],
        Statistics = [],
    };

    private static Ensemble Model(int networks)
    {
        ExperimentOptions options = Options with { Ensemble = networks };
        AttXNet[] nets = [.. Enumerable.Range(1, networks).Select(i => new AttXNet(options.Network(options.Networks[0]), seed: (ulong)i))];
        return new Ensemble([new TrainedModel(nets[0], new ModelMetadata { Options = options, Branches = options.Networks[0], Statistics = [new(0, 0, 1), new(0, 0, 1)] })
        {
            Others = nets[1..],
        }]);
    }
}
