using System.Security.Cryptography;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Models.Connections;
using AttX.Options;
using AttX.Recipes;
using AttX.Runs;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Tests.Windows;
using AttX.Training;

namespace AttX.Tests.Runs;

public sealed class ModelTrainingTests : IDisposable
{
    private static readonly ToyCohort Cohort = new("S2", "S3", "S4");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Normalisation.Subject)]
    [InlineData(Normalisation.Train)]
    public void The_same_seed_gives_the_same_file_and_it_reads_back(Normalisation normalisation)
    {
        ExperimentOptions options = ToyCohort.Options with { Normalisation = normalisation };
        TrainedModel model = Train(options);
        Assert.Equal(model.Sha256(), Train(options).Sha256());
        Assert.NotEqual(model.Sha256(), Train(options with { Seed = 2 }).Sha256());
        PublishedModel published = Publish(options);
        published.Save(_folder["m.attx"]);
        TrainedModel read = TrainedModel.Load(_folder["m.attx"]);
        Assert.Equal((model.Sha256(), published.Card), (read.Sha256(), read.Metadata.Card));
        Assert.Equal((3, 3), (read.Metadata.Summary!.Epochs, read.Metadata.Summary.KeptEpoch));
        Assert.Equal(["S2", "S3", "S4"], read.Metadata.Training!.Select(t => t.Subject));
        Assert.Contains("Trained on 3 subjects (S2, S3, S4)", read.Metadata.Card);
        Assert.Contains("Not a medical device", read.Metadata.Card);
        Assert.Equal(normalisation == Normalisation.Train, read.Metadata.Statistics != null);
    }

    [Fact]
    public void Held_out_subjects_are_not_trained_on_and_choose_the_epoch()
    {
        TrainedModel alone = Train(ToyCohort.Options with { Subjects = ["S2", "S3"] });
        TrainedModel model = Train(ToyCohort.Options with { Epochs = 30 }, ["S4"], patience: 2);
        TrainingSummary summary = model.Metadata.Summary!;
        Assert.Equal(alone.Metadata.Summary!.Windows, summary.Windows);
        Assert.Equal(30 > summary.KeptEpoch + 2 ? summary.KeptEpoch + 2 : 30, summary.Epochs);
        Assert.Equal([null, null, true], model.Metadata.Training!.Select(t => t.HeldOut));
        // The kept weights are those of that epoch, not of the last.
        TrainedModel stopped = Train(ToyCohort.Options with { Epochs = summary.KeptEpoch }, ["S4"], patience: 30);
        if (stopped.Metadata.Summary!.KeptEpoch == summary.KeptEpoch)
            Assert.Equal(Weights(stopped), Weights(model));
    }

    [Theory]
    [InlineData("plain", "")]
    [InlineData("ensemble", "")]
    [InlineData("plain", "S4")]
    [InlineData("ensemble", "S4")]
    public void A_training_stopped_again_and_again_gives_the_bytes_of_one_never_stopped(string variant, string heldOut)
    {
        ExperimentOptions options = ToyCohort.Options with { Epochs = 6, Ensemble = variant == "ensemble" ? 2 : 1 };
        string[] held = heldOut.Split(',', StringSplitOptions.RemoveEmptyEntries);
        byte[] whole = new ModelTraining(Cohort, options) { HeldOut = held, Patience = 2 }.Run(new Witness(), CancellationToken.None).File.ToArray();
        int stops = 0;
        for (PublishedModel? model = null; model == null;)
        {
            using var unfinished = new UnfinishedTraining(_folder["m.attx"], resume: true, restart: false);
            using var stop = new CancellationTokenSource();
            int left = 2;
            try
            {
                model = new ModelTraining(Cohort, options) { HeldOut = held, Patience = 2, Unfinished = unfinished }
                    .Run(new Witness { AfterEpoch = () => { if (--left == 0) stop.Cancel(); } }, stop.Token);
                Assert.Equal(whole, model.File.ToArray());
                unfinished.Remove();
            }
            catch (OperationCanceledException)
            {
                Assert.True(++stops < 20);
            }
        }

        Assert.True(stops > 0);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
    }

    [Fact]
    public void An_interrupted_training_is_continued_only_on_request_and_only_as_it_was()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => Interrupt(ToyCohort.Options));
        Assert.Contains("Continue it with --resume, or begin anew with --force.", Refused(() => _ = new UnfinishedTraining(_folder["m.attx"], resume: false, restart: false)));
        Assert.Contains("(seed: 1 in the interrupted training, 2 asked for)", Refused(() => Interrupt(ToyCohort.Options with { Seed = 2 })));
        Assert.Contains("others", Refused(() => Interrupt(ToyCohort.Options, "S3")));

        string Refused(Action run) => Assert.Single(Assert.Throws<OptionsException>(run).Problems);

        void Interrupt(ExperimentOptions options, params string[] held)
        {
            using var unfinished = new UnfinishedTraining(_folder["m.attx"], resume: true, restart: false);
            using var stop = new CancellationTokenSource();
            new ModelTraining(Cohort, options) { HeldOut = held, Unfinished = unfinished }.Run(new Witness { AfterEpoch = stop.Cancel }, stop.Token);
        }
    }

    [Fact]
    public void The_card_quotes_only_a_run_of_the_same_configuration()
    {
        new Experiment(Cohort, ToyCohort.Options).Run(_folder["run"], resume: false, new Witness(), CancellationToken.None);
        StoredRun run = StoredRun.Read(_folder["run"]);
        Assert.Contains("Leaving one of 3 subjects out, this configuration had accuracy", Train(ToyCohort.Options, scored: run).Metadata.Card);
        Assert.Contains("and attx stream a calibration: what they deliver is worse, and was not measured.", Train(ToyCohort.Options, scored: run).Metadata.Card);
        Assert.Contains("a run of another configuration (epochs: 3 in", Problem(ToyCohort.Options with { Epochs = 2 }, scored: run));
    }

    [Fact]
    public void The_card_of_a_causal_model_quotes_other_starts_and_says_that_scores_are_those_of_use()
    {
        ExperimentOptions options = ToyCohort.Options with { Normalisation = Normalisation.Running, Filter = FilterKind.Causal, Epochs = 1 };
        new Experiment(Cohort, options).Run(_folder["causal"], resume: false, new Witness(), CancellationToken.None);
        string[] card = Train(options, scored: StoredRun.Read(_folder["causal"])).Metadata.Card!.Split('\n');
        Assert.Contains(card, line => line.Contains("(mean ± SD over subjects). AUC 0.", StringComparison.Ordinal) || line.Contains("(mean ± SD over subjects). AUC 1.", StringComparison.Ordinal));
        Assert.Contains(card, line => line.StartsWith("With sessions begun elsewhere, accuracy and balanced accuracy: from the true start ", StringComparison.Ordinal) && line.Contains("; with amusement ", StringComparison.Ordinal));
        Assert.Contains("attx predict and attx stream prepare signals as these scores did, to the bit: the scores are theirs, in windows of one condition.", card);
    }

    [Fact]
    public void Options_that_do_not_give_one_model_are_refused()
    {
        Assert.Contains("--fusion decision makes a model of each modality", Problem(ToyCohort.Options with { Decision = DecisionRule.Average, Connection = ConnectionGraph.None, Stages = [] }));
        Assert.Contains("--hold-out S9: must leave somebody to train on", Problem(ToyCohort.Options, heldOut: ["S9"]));
        Assert.Contains("--hold-out S2,S3,S4: must leave somebody", Problem(ToyCohort.Options, heldOut: ["S2", "S3", "S4"]));
        Assert.Contains("--patience must be at least 1, got 0.", Problem(ToyCohort.Options, heldOut: ["S2"], patience: 0));
    }

    [Fact]
    public void The_history_of_training_is_written_beside_the_model()
    {
        Publish(ToyCohort.Options, ["S4"]).Save(_folder["m.attx"]);
        HistoryFile history = HistoryFile.Read(_folder["m.history.json"]);
        TrainingSummary summary = TrainedModel.Load(_folder["m.attx"]).Metadata.Summary!;
        IReadOnlyList<EpochSummary> epochs = history.Epochs["m.attx"];
        Assert.Equal([1, 2, 3], epochs.Select(e => e.Epoch));
        Assert.Equal((summary.Loss, summary.HeldOut), (epochs[summary.KeptEpoch - 1].Loss, epochs[summary.KeptEpoch - 1].HeldOut));
        Assert.Equal(epochs.Min(e => e.HeldOut!.Loss), summary.HeldOut!.Loss);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder["m.attx"]))), history.Sha256["m.attx"]);
    }

    [Fact]
    public void Bad_windows_are_left_out_of_training_on_request()
    {
        var witness = new Witness();
        TrainedModel all = Train(ToyCohort.Options), good = Train(ToyCohort.Options with { SkipBadWindows = true }, observer: witness);
        Assert.Contains(witness.Notes, n => n.StartsWith("Model: ", StringComparison.Ordinal) && n.EndsWith("training windows are bad and left out.", StringComparison.Ordinal));
        Assert.True(good.Metadata.Summary!.Windows < all.Metadata.Summary!.Windows);
        Assert.NotEqual(Weights(all), Weights(good));
    }

    private static PublishedModel Publish(
        ExperimentOptions options, IReadOnlyList<string>? heldOut = null, int patience = 10, StoredRun? scored = null, Witness? observer = null) =>
        new ModelTraining(Cohort, options) { HeldOut = heldOut ?? [], Patience = patience, Scored = scored }.Run(observer ?? new Witness(), CancellationToken.None);

    private static TrainedModel Train(
        ExperimentOptions options, IReadOnlyList<string>? heldOut = null, int patience = 10, StoredRun? scored = null, Witness? observer = null) =>
        TrainedModel.Load(new MemoryStream(Publish(options, heldOut, patience, scored, observer).File.ToArray()));

    private static string Problem(ExperimentOptions options, IReadOnlyList<string>? heldOut = null, int patience = 10, StoredRun? scored = null) =>
        Assert.Single(Assert.Throws<OptionsException>(() => Train(options, heldOut, patience, scored)).Problems);

    private static float[] Weights(TrainedModel model) => [.. model.Network.Arena.Parameters.SelectMany(p => p.Values.ToArray())];
}
