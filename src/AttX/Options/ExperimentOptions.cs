using AttX.Evaluation;
using AttX.Models;
using AttX.Models.Branches;
using AttX.Models.Connections;
using AttX.Nn.Layers;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Training;

namespace AttX.Options;

/// <summary>
/// Everything that determines the outcome of a run on given data. Created by <see cref="OptionReader"/>,
/// or from <see cref="For"/> and <c>with</c>; <see cref="OptionRules"/> checks the values.
/// </summary>
public sealed partial record ExperimentOptions
{
    /// <summary>The device whose channels are used.</summary>
    public Device Device { get; init; }

    /// <summary>One or more modalities, the cardiac one first; each with the branch given by <see cref="ModalityBranch"/>.</summary>
    public required IReadOnlyList<Modality> Modalities { get; init; }

    /// <summary>Connections between the branches; none for one modality and for the two fusions.</summary>
    public ConnectionGraph Connection { get; init; } = ConnectionGraph.AllToAll;

    /// <summary>Stages after which the branches are connected, ascending; empty without a connection.</summary>
    public IReadOnlyList<int> Stages { get; init; } = [1, 2];

    /// <summary>False: theta = 1.</summary>
    public bool Attention { get; init; } = true;

    /// <summary>How theta is computed.</summary>
    public AttentionScope AttentionScope { get; init; } = AttentionScope.Element;

    /// <summary>How the branches are connected.</summary>
    public ConnectionKind ConnectionKind { get; init; }

    /// <summary>True: theta = 1/d.</summary>
    public bool FixedAttention { get; init; }

    /// <summary>Whether the attention's parameters begin with Glorot's values.</summary>
    public bool GlorotAttention { get; init; }

    /// <summary>How a receiver joins what it receives with its own.</summary>
    public ConnectionMerge Merge { get; init; }

    /// <summary>Whether theta is learned.</summary>
    public bool LearnsAttention => ConnectionKind == ConnectionKind.AttX && Attention && !FixedAttention && !Connection.IsEmpty;

    /// <summary>Share of the running statistics that batch normalisation keeps per step.</summary>
    public double BatchNormMomentum { get; init; } = BatchNorm1d.Momentum;

    /// <summary>The default rule of a decision-level fusion.</summary>
    public const DecisionRule DefaultDecision = DecisionRule.Average;

    /// <summary>Decision-level fusion by this rule; null: one network or learner.</summary>
    public DecisionRule? Decision { get; init; }

    /// <summary>The classification task.</summary>
    public ClassificationTask Task { get; init; } = AffectTasks.Stress;

    /// <summary>Number of the task's classes.</summary>
    public int Classes => Task.Count;

    /// <summary>Number of passes over the training windows.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Windows per step (batch size).</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Learning rate of Adam.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Common rate of all modalities, Hz.</summary>
    public required int SamplingRateHz { get; init; }

    /// <summary>Length of a window.</summary>
    public double WindowSeconds { get; init; } = 10;

    /// <summary>Overlap of consecutive windows, as a share of their length.</summary>
    public double Overlap { get; init; } = 0.5;

    /// <summary>Samples from which the z-score's statistics are computed.</summary>
    public Normalisation Normalisation { get; init; } = Normalisation.Subject;

    /// <summary>Direction of the filter.</summary>
    public FilterKind Filter { get; init; } = FilterKind.ZeroPhase;

    /// <summary>Whether EDA enters as ln µS.</summary>
    public bool EdaAsLogarithm { get; init; }

    /// <summary>Seconds from a session's start without estimates.</summary>
    public double SettleSeconds { get; init; }

    /// <summary>With <see cref="Normalisation.Running"/>, the time after which what was heard fades; 0: never.</summary>
    public double MemoryMinutes { get; init; }

    /// <summary>
    /// With <see cref="Normalisation.Running"/>, the number of moments of each training recording, beside its start, at which a session
    /// is taken to begin.
    /// </summary>
    public int RandomStarts { get; init; }

    /// <summary>Handling of missing values.</summary>
    public GapPolicy Gaps { get; init; } = GapPolicy.Error;

    /// <summary>
    /// Whether windows with <see cref="QualityFlags">quality flags</see> are left out of training; they are still tested on.
    /// </summary>
    public bool SkipBadWindows { get; init; }

    /// <summary>
    /// Seconds of signal that a feature of the CNN branches sees, at least: it widens kernel and stride of every branch's first convolution alike, so that the
    /// branches keep a common step; 0: 32 samples and 4.
    /// </summary>
    public double ReceptiveFieldSeconds { get; init; }

    /// <summary>Stride of the branches' first convolutions, in samples.</summary>
    private int FirstStride => ReceptiveFieldSeconds == 0 ? BranchShape.FirstStride
        : (int)Math.Ceiling((ReceptiveFieldSeconds * SamplingRateHz / BranchShape.FieldPerStride) - 1e-9);

    /// <summary>Channels of stages 1, 2 and 3.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128];

    /// <summary>
    /// Probability with which each modality of a training window is hidden, at least one staying; above 0, the model can miss sensors.
    /// </summary>
    public double SensorDropout { get; init; }

    /// <summary>Seconds of the session that an estimate rests on, as <see cref="ContextWindows"/>; 0: its window alone.</summary>
    public double ContextSeconds { get; init; }

    /// <summary>Windows that an estimate rests on, one for each hop of <see cref="ContextSeconds"/>; 0: its own alone.</summary>
    public int ContextWindows => ContextSeconds == 0 ? 0 : (int)Math.Round(ContextSeconds / (WindowSeconds * (1 - Overlap)));

    /// <summary>Features of each window that enter the network beside its signals; those of a learner, which has all for none.</summary>
    public FeatureSet Features { get; init; }

    /// <summary>Decoupled weight decay; 0: none.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Share of each training label that is spread evenly over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Course of the learning rate.</summary>
    public LearningRateSchedule Schedule { get; init; }

    /// <summary>Decay of the moving average of the weights by which a network predicts; 0: by the last weights.</summary>
    public double WeightAveraging { get; init; }

    /// <summary>Random changes of training windows.</summary>
    public IReadOnlyList<AugmentationKind> Augmentations { get; init; } = [];

    /// <summary>Whether training windows are weighted so that every class counts the same in the loss.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Number of networks that differ only in their seed and whose probabilities are averaged.</summary>
    public int Ensemble { get; init; } = 1;

    /// <summary>How probabilities are calibrated, by models fitted to some of the training people and tested on the others.</summary>
    public CalibrationKind Calibration { get; init; }

    /// <summary>A classical learner on features in place of the network; null: the network.</summary>
    public string? Learner { get; init; }

    /// <summary>The learner's own options, as <see cref="LearnerGroup.Split"/> reads them.</summary>
    public string LearnerOptions { get; init; } = "";

    /// <summary>Features that the learner selects, at most; 0: it takes all.</summary>
    public int SelectFeatures { get; init; }

    /// <summary>The pretrained encoder that networks start from; null: random weights.</summary>
    public EncoderReference? Init { get; init; }

    /// <summary>Whether that encoder may know recordings of test subjects.</summary>
    public bool PretrainedOnTested { get; init; }

    /// <summary>What is chosen inside the training subjects of each fold; null: nothing. The other options then have the first candidate's values.</summary>
    public SelectionGrid? Select { get; init; }

    /// <summary>Groups of training subjects by which candidates are scored; 0: each subject by itself.</summary>
    public int SelectGroups { get; init; } = SelectionGrid.DefaultGroups;

    /// <summary>Who is trained on and who is tested on.</summary>
    public Split Split { get; init; } = Split.LeaveOneSubjectOut;

    /// <summary>The subjects to use; empty: all.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Seed of every random number.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The branches of the modalities, in their order.</summary>
    public IReadOnlyList<BranchSpec> Branches => [.. Modalities.Select(m => m.Branch()).Select(b => b with { Axes = b.Axes * Ways })];

    /// <summary>Number of ways in which each signal enters, as further axes of its branch.</summary>
    private int Ways => Normalisation.Ways().Count;

    /// <summary>The networks that a fold trains: one of all branches, or one per branch.</summary>
    public IReadOnlyList<BranchSelection> Networks => Decision == null
        ? [BranchSelection.Of(Branches.Select(b => b.Name))] : [.. Branches.Select(b => BranchSelection.Of(b.Name))];

    /// <summary>Returns the indices of a network's modalities, in the order of its branches.</summary>
    public IReadOnlyList<int> Inputs(BranchSelection network) =>
        [.. Branches.Index().Where(b => network.Contains(b.Item.Name)).Select(b => b.Index)];

    /// <summary>Returns the indices of some modalities' axes among all axes of all ways, the order of statistics.</summary>
    /// <param name="modalities">Their indices.</param>
    public IReadOnlyList<int> AxesOf(IReadOnlyList<int> modalities) =>
        [.. modalities.SelectMany(i => Enumerable.Range(Ways * Modalities.Take(i).AxisCount(), Ways * Modalities[i].Info().Axes.Count))];

    /// <summary>Returns the modality of a branch.</summary>
    public Modality ModalityOf(string branch) => Modalities.First(m => m.Branch().Name == branch);

    /// <summary>Returns the defaults for a device.</summary>
    public static ExperimentOptions For(Device device) => new()
    {
        Device = device,
        Modalities = device.Info().DefaultModalities,
        SamplingRateHz = device.Info().DefaultRateHz,
    };

    /// <summary>Returns the settings for turning recordings into windows.</summary>
    public PreprocessingOptions Preprocessing() => new()
    {
        Device = Device,
        Modalities = Modalities,
        Spec = new WindowSpec(SamplingRateHz, WindowSeconds, Overlap),
        Task = Task,
        Normalisation = Normalisation,
        Filter = Filter,
        EdaAsLogarithm = EdaAsLogarithm,
        SettleSeconds = SettleSeconds,
        ContextWindows = ContextWindows,
        Gaps = Gaps,
    };

    /// <summary>Seconds after which what was heard fades; infinity: never.</summary>
    public double MemorySeconds => MemoryMinutes > 0 ? 60 * MemoryMinutes : double.PositiveInfinity;

    /// <summary>Returns the shape of one of the networks.</summary>
    public AttXNetOptions Network(BranchSelection network) => new()
    {
        Branches = [.. Inputs(network).Select(i => Branches[i])],
        Connection = Connection,
        Stages = Stages,
        Attention = Attention,
        AttentionScope = AttentionScope,
        ConnectionKind = ConnectionKind,
        FixedAttention = FixedAttention,
        GlorotAttention = GlorotAttention,
        Merge = Merge,
        BatchNormMomentum = BatchNormMomentum,
        FirstStride = FirstStride,
        Widths = Widths,
        Features = FeatureNames.Count,
        Classes = Classes,
        ContextWindows = ContextWindows,
        AllowsAbsence = SensorDropout > 0,
    };

    /// <summary>Returns the settings for training networks.</summary>
    public TrainingOptions Training() => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        LearningRate = LearningRate,
        SensorDropout = SensorDropout,
        WeightDecay = WeightDecay,
        LabelSmoothing = LabelSmoothing,
        Schedule = Schedule,
        WeightAveraging = WeightAveraging,
        Augmentations = Augmentations,
        BalanceClasses = BalanceClasses,
    };
}
