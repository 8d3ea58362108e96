using AttX.ModelFiles;
using AttX.Onnx.Format;
using AttX.Signals;
using AttX.Signals.Filtering;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals.Resampling;

namespace AttX.Onnx.Graphs;

/// <summary>
/// The paper's chain as a graph, in double precision until windows are cut: raw recordings at their native rates → zero-phase
/// filter → z-score → polyphase resampling → consecutive windows. Equal to <see cref="Preprocessor"/> on a recording that has
/// one label throughout.
/// </summary>
internal sealed class PreprocessingGraph(
    GraphBuilder graph, ModelMetadata model, IReadOnlyList<string> branches, IReadOnlyList<int> nativeRatesHz)
{
    /// <summary>Limits the resampling matrix, which grows with the product of two rates without a common factor.</summary>
    private const int MaximumRateHz = 4096;

    private readonly WindowSpec _spec = model.Options.Preprocessing().Spec;

    /// <summary>Returns why signals of these rates cannot be preprocessed, one sentence per problem; empty if they can.</summary>
    public static IReadOnlyList<string> Problems(ModelMetadata model, IReadOnlyList<int> nativeRatesHz)
    {
        if (nativeRatesHz.Count != model.Modalities.Count)
            return [$"{nativeRatesHz.Count} native rates were given; the model needs one rate an input: {string.Join(", ", model.Modalities)}."];
        List<string> problems = [];
        if (model.Options is { Filter: FilterKind.Causal } or { EdaAsLogarithm: true } || model.Options.Normalisation.IsRunning())
            problems.Add("--with-preprocessing: the graph has the paper's preprocessing alone (zero-phase filter, linear EDA, no running statistics): export the network by itself.");
        foreach ((Modality modality, int rate) in model.Modalities.Zip(nativeRatesHz))
        {
            PassBand band = modality.Info().Band;
            if (rate is < 1 or > MaximumRateHz)
                problems.Add($"{modality}: the native rate must be at least 1 Hz and at most {MaximumRateHz} Hz, got {rate}.");
            else if (!band.FitsRate(rate))
                problems.Add($"{modality}: its filter ({band}) needs more than {2 * band.HighHz} Hz, got {rate} Hz.");
        }

        return problems;
    }

    /// <summary>Adds the chain of every branch.</summary>
    /// <returns>The windows (N, axes, L), by branch.</returns>
    public IReadOnlyDictionary<string, string> Add()
    {
        GraphBuilder[] inputs = [.. model.Modalities.Select(m => graph.Within(m.Info().Name))];
        string[][] signals = [.. inputs.Select(Signals)];
        string index = WindowIndex(graph.Within("windows"), [.. signals.SelectMany(s => s)]);
        return branches.Select((branch, i) => (branch, Windows: Windows(inputs[i], signals[i], index))).ToDictionary(b => b.branch, b => b.Windows);
    }

    /// <summary>Resamples the axes of one branch to the common rate (samples), each separately.</summary>
    private string[] Signals(GraphBuilder branch, int input)
    {
        ModalityInfo modality = model.Modalities[input].Info();
        (int axes, int rate) = (modality.Axes.Count, nativeRatesHz[input]);
        string raw = graph.Input($"{modality.Name}_raw", ElementType.Double, [1, axes, $"{modality.Name}_samples"],
            $"{modality.Modality} at {rate} Hz, {modality.Unit}, without missing values");
        (string Mean, string Deviation)? given = model.Statistics != null ? null : (Given("mean"), Given("std"));
        return [.. modality.Axes.Select((name, axis) => Signal(axes == 1 ? branch : branch.Within(name), input, axis, raw, given))];

        string Given(string what) => graph.Input($"{modality.Name}_{what}", ElementType.Double, axes == 1 ? [] : [axes],
            $"{what} of the filtered signal, for the z-score; NaN: that of this signal itself");
    }

    private string Signal(GraphBuilder branch, int input, int axis, string raw, (string Mean, string Deviation)? given)
    {
        ModalityInfo modality = model.Modalities[input].Info();
        int rate = nativeRatesHz[input];
        bool isOne = modality.Axes.Count == 1;
        string column = isOne ? raw : branch.Node("Gather", "column", [raw, branch.Integer("axis", axis)], ("axis", 1L));
        string signal = branch.Node("Reshape", "raw", [column, branch.Integers("flat", -1)]);
        if (!modality.Band.IsNeedlessAt(rate))
            signal = ZeroPhase(branch.Within("filter"), PaperFilters.Design(modality.Band, rate), signal);
        string scaled = given is not { } inputs
            ? Standardise(branch, model.Statistics![model.Modalities.Take(input).AxisCount() + axis], signal)
            : isOne ? Standardise(branch, inputs.Mean, inputs.Deviation, signal)
            : Standardise(branch, branch.Element("mean_given", inputs.Mean, axis), branch.Element("std_given", inputs.Deviation, axis), signal);
        return Resample(branch.Within("resample"), scaled, PolyphaseResampler.Between(rate, _spec.SamplingRateHz));
    }

    private static string ZeroPhase(GraphBuilder filter, SecondOrderSections sections, string signal)
    {
        int padding = new ZeroPhaseFilter(sections).PaddingSamples;
        BlockFilter blocks = new(filter, sections);
        string left = Reflected(filter.Within("left"), signal, 0, padding, 0);
        string right = Reflected(filter.Within("right"), signal, -1, -2, -2 - padding);
        string extended = filter.Node("Concat", "extended", [left, signal, right], ("axis", 0L));
        string forward = blocks.Apply(filter.Within("forward"), extended);
        string backward = blocks.Apply(filter.Within("backward"), filter.Reverse("reversed", forward));
        return filter.Slice(
            "filtered", filter.Reverse("restored", backward), filter.Integers("padding", padding), filter.Integers("minus_padding", -padding));
    }

    /// <summary>Reflects the samples from start down to end about the one at the signal's edge: 2 x[edge] - x[i].</summary>
    private static string Reflected(GraphBuilder side, string signal, int edge, int start, int end)
    {
        string backwards = side.Slice("samples", signal, side.Integers("start", start), side.Integers("end", end), -1);
        string twice = side.Node("Mul", "twice", [side.Element("edge", signal, edge), side.Number("two", 2)]);
        return side.Node("Sub", "padding", [twice, backwards]);
    }

    /// <summary>Computes the z-score by the training statistics.</summary>
    private static string Standardise(GraphBuilder branch, ChannelStatistics statistics, string signal) =>
        Scaled(branch, signal, branch.Number("mean", statistics.Mean), branch.Number("std", statistics.StandardDeviation));

    /// <summary>Computes the z-score by statistics given as inputs; NaN stands for the signal's own.</summary>
    private string Standardise(GraphBuilder branch, string givenMean, string givenStd, string signal)
    {
        string mean = Chosen("mean", givenMean, branch.Node("ReduceMean", "own_mean", [signal], ("keepdims", 0L)));
        string centred = branch.Node("Sub", "centred", [signal, mean]);
        string variance = branch.Node("ReduceMean", "own_variance", [branch.Node("Mul", "squares", [centred, centred])], ("keepdims", 0L));
        string std = Chosen("std", givenStd, branch.Node("Sqrt", "own_std", [variance]));
        string both = branch.Node("Concat", "statistics", [branch.Vector("mean_vector", mean), branch.Vector("std_vector", std)], ("axis", 0L));
        graph.Output(both, ElementType.Double, [2], "Mean and standard deviation of the filtered signal by which it was standardised");
        return Scaled(branch, signal, mean, std);

        string Chosen(string what, string given, string own) =>
            branch.Node("Where", what, [branch.Node("IsNaN", $"{what}_is_nan", [given]), own, given]);
    }

    private static string Scaled(GraphBuilder branch, string signal, string mean, string std) =>
        branch.Node("Div", "z", [branch.Node("Sub", "difference", [signal, mean]), std]);

    /// <summary>
    /// Output samples come in groups of "up", each from a frame of input samples that starts "down" later than the previous one: a group
    /// is its frame times a matrix, the resampler's response to a unit impulse at each position of the frame.
    /// </summary>
    private static string Resample(GraphBuilder resample, string signal, PolyphaseResampler resampler)
    {
        if (resampler.IsIdentity)
            return signal;
        (int up, int down, int reach) = (resampler.Up, resampler.Down, resampler.ReachSamples);
        int frame = down + 2 * reach;
        string length = resample.Vector("length_vector", resample.Node("Size", "length", [signal]));
        string downVector = resample.Integers("down", down);
        string groups = Ceiling(resample.Within("groups"), length, downVector);
        string missing = resample.Node("Sub", "missing", [resample.Node("Mul", "covered", [groups, downVector]), length]);
        string reachVector = resample.Integers("reach", reach);
        string ends = resample.Node("Concat", "ends", [reachVector, resample.Node("Add", "end", [missing, reachVector])], ("axis", 0L));
        string padded = resample.Node("Pad", "padded", [signal, ends]);
        string frames = resample.Node("Gather", "frames", [padded, Index(resample.Within("index"), groups, down, frame)], ("axis", 0L));
        string answer = resample.Node("MatMul", "answer", [frames, resample.Numbers("taps", [frame, up], Taps(resampler, frame))]);
        string samples = resample.Node("Reshape", "samples", [answer, resample.Integers("flat", -1)]);
        string exact = resample.Node("Mul", "scaled_length", [length, resample.Integers("up", up)]);
        return resample.Slice("resampled", samples, resample.Integers("zero", 0), Ceiling(resample.Within("output"), exact, downVector));
    }

    /// <summary>Computes, row by row, the response of the group's outputs to a unit impulse at each position of its frame.</summary>
    private static double[] Taps(PolyphaseResampler resampler, int frame)
    {
        // The group starts so late that its frame lies within the signal.
        int group = (resampler.ReachSamples + resampler.Down - 1) / resampler.Down, first = group * resampler.Down - resampler.ReachSamples;
        double[] taps = new double[frame * resampler.Up], signal = new double[first + frame + resampler.Down];
        for (int i = 0; i < frame; i++)
        {
            signal[first + i] = 1;
            resampler.Resample(signal, group * resampler.Up, taps.AsSpan(i * resampler.Up, resampler.Up));
            signal[first + i] = 0;
        }

        return taps;
    }

    /// <summary>Computes the sample indices of each window (windows, length), for as many windows as the shortest signal holds.</summary>
    private string WindowIndex(GraphBuilder windows, IReadOnlyList<string> signals)
    {
        string[] lengths =
            [.. signals.Select((signal, i) => windows.Vector($"length.{i}.vector", windows.Node("Size", $"length.{i}", [signal])))];
        string available = windows.Node("Min", "available", lengths);
        string hop = windows.Integers("hop", _spec.HopSamples);
        string room = windows.Node("Add", "room", [available, windows.Integers("hop_less_window", _spec.HopSamples - _spec.WindowSamples)]);
        string count = windows.Node("Div", "count", [windows.Node("Max", "room_or_none", [room, windows.Integers("none", 0)]), hop]);
        string index = Index(windows, count, _spec.HopSamples, _spec.WindowSamples);
        string first = windows.Node("Gather", "first", [index, windows.Integer("column.0", 0)], ("axis", 1L));
        string start = windows.Node("Cast", "first.double", [first], ("to", (long)ElementType.Double));
        string seconds = graph.Node("Div", "start_seconds", [start, windows.Number("rate", _spec.SamplingRateHz)]);
        graph.Output(seconds, ElementType.Double, ["N"], "Where each window starts, s");
        return index;
    }

    /// <summary>Cuts the windows of all axes of a branch.</summary>
    private static string Windows(GraphBuilder branch, IReadOnlyList<string> signals, string index)
    {
        if (signals is [var only])
            return Cut(branch, only, index);
        string[] windows = [.. signals.Select((signal, axis) => Cut(branch.Within($"axis.{axis}"), signal, index))];
        return branch.Node("Concat", "input", windows, ("axis", 1L));
    }

    private static string Cut(GraphBuilder branch, string signal, string index)
    {
        string windows = branch.Node("Gather", "windows", [signal, index], ("axis", 0L));
        string single = branch.Node("Cast", "windows.float", [windows], ("to", (long)ElementType.Float));
        return branch.Node("Unsqueeze", "input", [single, branch.Integers("axis.1", 1)]);
    }

    /// <summary>Computes hop · i + j for i below count and j below length: (count, length).</summary>
    private static string Index(GraphBuilder index, string count, int hop, int length)
    {
        string zero = index.Integer("from", 0), one = index.Integer("by", 1);
        string numbers = index.Node("Range", "numbers", [zero, index.Node("Squeeze", "count.scalar", [count]), one]);
        string column = index.Node("Unsqueeze", "column", [numbers, index.Integers("axis.1", 1)]);
        string starts = index.Node("Mul", "starts", [column, index.Integer("hop.scalar", hop)]);
        return index.Node("Add", "samples", [starts, index.Integers("offsets", [.. Enumerable.Range(0, length).Select(i => (long)i)])]);
    }

    private static string Ceiling(GraphBuilder graph, string dividend, string divisor)
    {
        string up = graph.Node("Sub", "up", [graph.Node("Add", "sum", [dividend, divisor]), graph.Integers("one", 1)]);
        return graph.Node("Div", "quotient", [up, divisor]);
    }
}
