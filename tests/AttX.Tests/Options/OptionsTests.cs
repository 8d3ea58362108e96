using System.Text;
using System.Text.Json;
using AttX.Ground;
using AttX.Models;
using AttX.Models.Connections;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Tests.Options;

public class OptionsTests
{
    [Fact]
    public void Defaults_depend_on_the_device()
    {
        ExperimentOptions chest = Read(), wrist = Read("device=wrist");
        Assert.Equal((Device.Chest, 256), (chest.Device, chest.SamplingRateHz));
        Assert.Equal([Modality.Ecg, Modality.Eda], chest.Modalities);
        Assert.Equal((Device.Wrist, 64), (wrist.Device, wrist.SamplingRateHz));
        Assert.Equal([Modality.Bvp, Modality.Eda], wrist.Modalities);
        Assert.Equal((ConnectionGraph.AllToAll, 100, 16, 1e-3, 1ul), (chest.Connection, chest.Epochs, chest.BatchSize, chest.LearningRate, chest.Seed));
        Assert.Equal([1, 2], chest.Stages);
        Assert.Equal([32, 64, 128], chest.Widths);
    }

    [Theory]
    [InlineData("modalities=ecg", "ecg")]
    [InlineData("modalities=eda", "eda")]
    [InlineData("device=wrist modalities=bvp", "ecg")]
    [InlineData("fusion=feature", "both")]
    [InlineData("connection=none", "both")]
    public void One_modality_or_a_fusion_implies_no_connection(string given, string network)
    {
        ExperimentOptions options = Read(given.Split(' '));
        Assert.Equal(ConnectionGraph.None, options.Connection);
        Assert.Empty(options.Stages);
        Assert.Equal([network], options.Networks.Select(n => n.Name));
    }

    [Fact]
    public void Decision_fusion_trains_a_network_for_each_modality()
    {
        Assert.Equal(["ecg", "eda"], Read("fusion=decision").Networks.Select(n => n.Name));
        Assert.Equal(DecisionRule.Average, Read("fusion=decision").Decision);
        Assert.Equal(DecisionRule.Vote, Read("decision=vote", "fusion=decision").Decision);
    }

    [Fact]
    public void Features_join_one_network_and_need_temperature_beside_its_signals()
    {
        ExperimentOptions plain = Read("device=wrist", "features=plain", "modalities=eda");
        Assert.Equal([Modality.Eda, Modality.Bvp, Modality.Temperature], plain.RecordedModalities);
        Assert.Equal(20, Read("features=plain", "normalise=running+train").FeatureNames.Count);
        Assert.StartsWith("ecg_", Read("features=all").FeatureNames[0], StringComparison.Ordinal);
        Assert.Contains("--features plain would be ignored: --fusion decision has a network for each modality",
            Assert.Throws<OptionsException>(() => Read("features=plain", "fusion=decision")).Message, StringComparison.Ordinal);
    }

    /// <summary>run.json and its like know a graph by the old word where there is one.</summary>
    [Theory]
    [InlineData("connection=ecg>eda", "ecg-to-eda")]
    [InlineData("connection=EDA>ECG", "eda-to-ecg")]
    [InlineData("connection=eda>ecg,ecg>eda", "both")]
    [InlineData("modalities=ecg,eda,resp", "both")]
    [InlineData("modalities=ecg,eda,resp connection=ecg-to-eda", "ecg-to-eda")]
    [InlineData("modalities=ecg,eda,resp connection=eda>ecg,ecg>eda", "ecg>eda,eda>ecg")]
    [InlineData("modalities=ecg,eda,resp connection=resp>ecg,eda>ecg", "eda>ecg,resp>ecg")]
    public void A_connection_has_one_spelling(string given, string spelling)
    {
        using JsonDocument json = JsonDocument.Parse(Json(Read(given.Split(' '))));
        Assert.Equal(spelling, json.RootElement.GetProperty("connection").GetString());
    }

    [Fact]
    public void The_seed_of_a_network_comes_from_its_branches_and_those_of_the_paper_keep_theirs()
    {
        string[] Seeds(params string[] given) => [.. Read(given).Networks.Select(n => n.SeedName)];
        Assert.Equal(["Both"], Seeds("device=wrist"));
        Assert.Equal(["Ecg", "Eda"], Seeds("fusion=decision"));
        Assert.Equal(["ecg,eda,resp"], Seeds("modalities=ecg,eda,resp"));
        Assert.Equal(["Ecg", "resp"], Seeds("modalities=resp,ecg", "fusion=decision"));
    }

    [Theory]
    [InlineData("I", "ecg>eda")]
    [InlineData("II", "eda>ecg")]
    [InlineData("iii", "all to all")]
    public void The_papers_types_name_directions(string type, string direction) =>
        Assert.Equal(direction, Read("type=" + type).Connection.ToString());

    [Fact]
    public void Modalities_and_stages_are_put_in_order()
    {
        Assert.Equal([Modality.Ecg, Modality.Eda], Read("modalities=EDA,ecg").Modalities);
        Assert.Equal([Modality.Bvp, Modality.Eda, Modality.Temperature, Modality.Acceleration], Read("device=wrist", "modalities=acc,eda,temp,bvp").Modalities);
        Assert.Equal([1, 3], Read("stages=3,1").Stages);
    }

    [Theory]
    [InlineData("stages=4", "--stages must be 1, 2 or 3, got 4.")]
    [InlineData("stages=1,1", "--stages names a stage twice: 1,1.")]
    [InlineData("stages=", "--stages has an empty item.")]
    [InlineData("batch-size=1", "--batch-size must be at least 2 (batch norm needs a variance), got 1.")]
    [InlineData("batch-size=1.5", "--batch-size must be a whole number up to 2147483647, got 1.5.")]
    [InlineData("sensor-dropout=1", "--sensor-dropout must be at least 0 and below 1, got 1.")]
    [InlineData("context=60", "--context 60 needs --filter causal and --normalise train, running or running+train: " +
        "the time before a window must not be changed by what comes after it.")]
    [InlineData("context=62 filter=causal normalise=train", "--context 62 is not a multiple of the 5 s from one window to the next: choose 60.")]
    [InlineData("context=5 filter=causal normalise=train", "--context must be 0, or from 2 to 240 windows, here 10 to 1200 s, got 5.")]
    [InlineData("context=-10 filter=causal normalise=train", "--context must be 0, or from 2 to 240 windows, here 10 to 1200 s, got -10.")]
    [InlineData("context=60 filter=causal normalise=train features=plain",
        "--context 60 and --features exclude each other: the windows before have no features. Leave out one of them.")]
    [InlineData("weight-decay=2", "--weight-decay must be from 0 to 1, got 2.")]
    [InlineData("label-smoothing=1", "--label-smoothing must be at least 0 and below 1, got 1.")]
    [InlineData("average-weights=-1", "--average-weights must be at least 0 and below 1, got -1.")]
    [InlineData("augment=noise,noise", "--augment names a change twice.")]
    [InlineData("augment=blur", "--augment must be scale, noise, time-warp, cut-out or gain-drift, got blur.")]
    [InlineData("ensemble=101", "--ensemble must be from 1 to 100, got 101.")]
    [InlineData("sensor-dropout=-0.1", "--sensor-dropout must be at least 0 and below 1, got -0.1.")]
    [InlineData("epochs=0", "--epochs must be at least 1, got 0.")]
    [InlineData("learning-rate=0", "--learning-rate must be above 0, got 0.")]
    [InlineData("learning-rate=NaN", "--learning-rate must be a number, got NaN.")]
    [InlineData("widths=512,8,8 rate=10000 window=3355.44", "--window 3355.44 at --rate 10000 is 33554400 samples, times 512 channels (--widths) " +
        "17179852800 values: at most 67108864 can be worked on. Choose a shorter window, a lower rate or smaller widths.")]
    [InlineData("rate=0", "--rate must be from 1 to 10000 Hz, got 0.")]
    [InlineData("window=0.1", "--window must be from 1 to 3600 s, got 0.1.")]
    [InlineData("window=1.001", "--window 1.001 at --rate 256 is 256.256 samples: choose a whole number of samples.")]
    [InlineData("rate=32 window=1", "--window 1 at --rate 32 is 32 samples: the network's stages need at least 64.")]
    [InlineData("overlap=1", "--overlap must be at least 0 and below 1, got 1.")]
    [InlineData("overlap=0.9999", "--overlap 0.9999 leaves no sample between the starts of two windows: choose a smaller one.")]
    [InlineData("widths=32,64", "--widths must be three multiples of 8 from 8 to 4096 (squeeze-and-excite divides them by 8), got 32,64.")]
    [InlineData("widths=32,64,100", "--widths must be three multiples of 8 from 8 to 4096 (squeeze-and-excite divides them by 8), got 32,64,100.")]
    [InlineData("classes=4", "--classes must be 2 or 3, got 4.")]
    [InlineData("seed=-1", "--seed must be a whole number from 0 to 18446744073709551615, got -1.")]
    [InlineData("subjects=S2,S3,S2", "--subjects names S2 twice.")]
    [InlineData("subjects=S2", "--subjects must name at least 2 subjects: leave-one-subject-out tests on one and trains on the others, got S2.")]
    [InlineData("device=ankle", "--device must be chest or wrist, got ankle.")]
    [InlineData("modalities=ecg,bvp", "--modalities ecg,bvp: each is cardiac, and a network has one cardiac branch. Choose one of them.")]
    [InlineData("modalities=ecg,eda,resp connection=temp>ecg,ecg>acc", "--connection ecg>acc,temp>ecg: there is no branch acc and no temp. The branches are ecg, eda and resp.")]
    [InlineData("device=wrist connection=bvp>eda", "--connection bvp>eda: there is no branch bvp. The branches are ecg (of bvp) and eda.")]
    [InlineData("connection=eda->ecg->eda", "--connection must be both, ecg-to-eda, eda-to-ecg, none, or edges such as eda>ecg,resp>ecg, got eda->ecg->eda.")]
    [InlineData("connection=ecg>ecg", "--connection must join different branches, got ecg>ecg.")]
    [InlineData("connection=ecg>eda,ecg>eda", "--connection names an edge twice: ecg>eda,ecg>eda.")]
    [InlineData("modalities=bvp,eda", "--modalities bvp: the chest does not record it; it has ecg, eda, emg, temp, resp and acc. It is there with --device wrist.")]
    [InlineData("device=wrist modalities=ecg", "--modalities ecg: the wrist does not record it; it has bvp, eda, temp and acc. It is there with --device chest.")]
    [InlineData("device=wrist modalities=bvp,emg", "--modalities emg: the wrist does not record it; it has bvp, eda, temp and acc. It is there with --device chest.")]
    [InlineData("modalities=eda,eda", "--modalities names a modality twice.")]
    [InlineData("bn-momentum=1", "--bn-momentum must be at least 0 and below 1, got 1.")]
    [InlineData("receptive-field=1", "--receptive-field must be 0, or from 1.438 s, as with kernel 32 and stride 4 at --rate 256, to a window (10 s), got 1.")]
    [InlineData("receptive-field=11", "--receptive-field must be 0, or from 1.438 s, as with kernel 32 and stride 4 at --rate 256, to a window (10 s), got 11.")]
    [InlineData("type=IV", "--type must be I, II or III, got IV.")]
    public void An_invalid_value_is_named_with_its_fix(string given, string problem) => Assert.Contains(problem, Problems(given.Split(' ')));

    [Theory]
    [InlineData("connection=none stages=1", "--stages 1 would be ignored")]
    [InlineData("modalities=ecg sensor-dropout=0.2", "--sensor-dropout 0.2 would be ignored: one modality leaves nothing to fall back on")]
    [InlineData("fusion=decision ensemble=2", "--ensemble 2 would be ignored: --fusion decision combines one network for each modality")]
    [InlineData("fusion=decision context=60 filter=causal normalise=train", "--context 60 would be ignored: --fusion decision has a network for each modality")]
    [InlineData("fusion=decision sensor-dropout=0.2", "--sensor-dropout 0.2 would be ignored: --fusion decision has a network for each modality")]
    [InlineData("fusion=feature connection=both", "--connection both would be ignored")]
    [InlineData("fusion=decision connection=ecg-to-eda", "--connection ecg-to-eda would be ignored: --fusion decision has no connection")]
    [InlineData("fusion=feature type=I", "--type I would be ignored")]
    [InlineData("no-attention=true attention-scope=element", "--attention-scope element would be ignored: --no-attention")]
    [InlineData("connection=none no-attention=true", "--no-attention would be ignored")]
    [InlineData("connection=none connection-kind=xflow", "--connection-kind xflow would be ignored: there is no connection")]
    [InlineData("connection-kind=x-cnn no-attention=true", "--no-attention would be ignored: it belongs to --connection-kind attx, and this is x-cnn")]
    [InlineData("connection-kind=xflow attention-scope=element", "--attention-scope element would be ignored: it belongs to --connection-kind attx")]
    [InlineData("connection-kind=xflow merge=sum", "--merge sum would be ignored: it belongs to --connection-kind attx")]
    [InlineData("no-attention=true attention=fixed", "--attention fixed would be ignored: --no-attention has theta = 1")]
    [InlineData("attention=fixed attention-init=glorot", "--attention-init glorot would be ignored: --attention fixed has none to learn")]
    [InlineData("decision=vote", "--decision vote would be ignored: it belongs to --fusion decision")]
    [InlineData("fusion=feature decision=vote", "--decision vote would be ignored")]
    [InlineData("modalities=ecg stages=1", "--stages 1 would be ignored: one modality")]
    [InlineData("modalities=ecg fusion=feature", "--fusion feature would be ignored: one modality")]
    [InlineData("modalities=ecg fusion=decision", "--fusion decision would be ignored: one modality")]
    [InlineData("type=I connection=both", "--type and --connection name the same setting")]
    public void An_option_that_would_be_ignored_is_an_error(string given, string problem) =>
        Assert.Contains(Problems(given.Split(' ')), p => p.Contains(problem, StringComparison.Ordinal) || p.Contains("--connection and --type name the same", StringComparison.Ordinal));

    [Fact]
    public void All_problems_are_reported_together() => Assert.Equal(3, Problems("stages=4", "batch-size=1", "epochs=x").Count);

    [Theory]
    [InlineData("")]
    [InlineData("connection=ecg-to-eda stages=2,3 attention-scope=time-step classes=3")]
    [InlineData("no-attention=true")]
    [InlineData("connection-kind=x-cnn bn-momentum=0.99")]
    [InlineData("attention=fixed merge=sum")]
    [InlineData("receptive-field=5.5 fusion=decision")]
    [InlineData("attention-init=glorot attention-scope=time-step")]
    [InlineData("modalities=ecg,eda,resp connection=eda>ecg,resp>ecg stages=1")]
    [InlineData("device=wrist modalities=bvp,eda,temp,acc fusion=decision")]
    [InlineData("fusion=feature")]
    [InlineData("fusion=decision decision=weighted")]
    [InlineData("modalities=eda learning-rate=1e-5 window=2.5 overlap=0.25")]
    [InlineData("device=wrist normalise=train gaps=interpolate widths=8,16,24 subjects=S2,S3 seed=18446744073709551615")]
    public void Effective_options_read_back_unchanged(string given)
    {
        string json = Json(Read(given.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.Equal(json, Json(new OptionReader().GiveJson(document.RootElement, "file").Read()));
    }

    [Theory]
    [InlineData("", 4, 32)]
    [InlineData("receptive-field=1.4375", 4, 32)]
    [InlineData("receptive-field=5.75", 16, 128)]
    [InlineData("receptive-field=5.76", 17, 136)]
    [InlineData("device=wrist receptive-field=5.76", 5, 40)]
    public void A_receptive_field_in_seconds_sets_the_first_kernel_and_stride(string given, int stride, int kernel)
    {
        ExperimentOptions options = Read(given.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        AttXNetOptions network = options.Network(options.Networks[0]);
        Assert.Equal((stride, kernel), (network.FirstStride, network.FirstKernel));
    }

    [Fact]
    public void Unused_options_are_not_written()
    {
        using JsonDocument json = JsonDocument.Parse(Json(Read("modalities=ecg")));
        Assert.Equal(["device", "modalities", "classes"], json.RootElement.EnumerateObject().Take(3).Select(p => p.Name));
    }

    [Fact]
    public void Every_option_has_its_own_name_and_help()
    {
        Assert.Distinct(OptionTable.All.Select(o => o.Key));
        Assert.Equal("batchSize", OptionTable.All.Single(o => o.Name == "batch-size").Key);
        Assert.All(OptionTable.All, o => Assert.NotEmpty(o.Help));
    }

    private const string Rated = """{"name":"arousal","classes":["low","high"],"rating":"arousal","thresholds":[5],"positive":"high"}""";

    [Fact]
    public void A_task_on_a_rating_reads_back_and_takes_other_thresholds()
    {
        ExperimentOptions options = new OptionReader().Give("task", Rated).Read();
        Assert.Equal(ClassificationTask.Rated("arousal", ["low", "high"], "arousal", [5]), options.Task);
        Assert.Contains($"\"task\":{Rated}", Json(options));
        ExperimentOptions other = new OptionReader().Give("task", Rated).Give("thresholds", "6.5").Read();
        Assert.Contains("\"thresholds\":[6.5]", Json(other));
        Assert.Contains("\"thresholds\":[5]", Assert.Single(OptionsJson.Differences(options, "the run", other)));
    }

    [Theory]
    [InlineData(Rated, "5,6", "--thresholds task arousal: 2 classes need 1 thresholds, got 2.")]
    [InlineData(Rated, "low", "--thresholds must be a number, got low.")]
    [InlineData("stress", "5", "--thresholds 5 would be ignored: the task stress is on labels, not on a rating. Leave it out.")]
    [InlineData("""{"name":"a","classes":["b","c"],"labels":{},"rating":"a","thresholds":[1]}""", "5", "--task task a: has labels and a rating; give one of them.")]
    public void Thresholds_that_do_not_fit_are_one_line(string task, string thresholds, string problem) =>
        Assert.Equal(problem, Assert.Throws<OptionsException>(() => new OptionReader().Give("task", task).Give("thresholds", thresholds).Read()).Problems[0]);

    private static string Json(ExperimentOptions options)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            OptionsJson.Write(json, options);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static IReadOnlyList<string> Problems(params string[] given) => Assert.Throws<OptionsException>(() => Read(given)).Problems;

    private static ExperimentOptions Read(params string[] given)
    {
        var reader = new OptionReader();
        foreach (string pair in given)
            reader.Give(pair.Split('=')[0], pair.Split('=')[1]);
        return reader.Read();
    }
}
