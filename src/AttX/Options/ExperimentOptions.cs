using AttX.Models.Branches;
using AttX.Models.Connections;
using AttX.Models;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals;
using AttX.Training;

namespace AttX.Options;

/// <summary>How the networks of a decision-level fusion, one a modality, are put together.</summary>
public enum DecisionRule
{
    /// <summary>The mean of their probabilities.</summary>
    Average,

    /// <summary>The mean of their probabilities, weighted by each network's accuracy on its training windows.</summary>
    Weighted,

    /// <summary>The class that most networks name; of several, the one of larger average.</summary>
    Vote,
}

/// <summary>
/// Everything that decides the outcome of a leave-one-subject-out run on given data. Made by <see cref="OptionReader"/>,
/// or from <see cref="For"/> and <c>with</c>; <see cref="OptionRules"/> checks the values.
/// </summary>
public sealed record ExperimentOptions
{
    /// <summary>The device whose channels are used.</summary>
    public Device Device { get; init; }

    /// <summary>One or more modalities, the cardiac one first; each runs through the branch that <see cref="ModalityBranch"/> names.</summary>
    public required IReadOnlyList<Modality> Modalities { get; init; }

    /// <summary>Which branch's representation flows to which; none for one modality and for the two fusions.</summary>
    public ConnectionGraph Connection { get; init; } = ConnectionGraph.AllToAll;

    /// <summary>Stages after which the branches are connected, ascending; empty without a connection.</summary>
    public IReadOnlyList<int> Stages { get; init; } = [1, 2];

    /// <summary>False: theta = 1.</summary>
    public bool Attention { get; init; } = true;

    /// <summary>How theta is computed.</summary>
    public AttentionScope AttentionScope { get; init; } = AttentionScope.Element;

    /// <summary>The rule of a decision-level fusion that names none.</summary>
    public const DecisionRule DefaultDecision = DecisionRule.Average;

    /// <summary>Decision-level fusion by this rule; null: one network.</summary>
    public DecisionRule? Decision { get; init; }

    /// <summary>What is told apart.</summary>
    public ClassificationTask Task { get; init; } = AffectTasks.Stress;

    /// <summary>Number of the task's classes.</summary>
    public int Classes => Task.Count;

    /// <summary>Passes over the training windows.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Windows a step.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Adam's step size.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Common rate of all modalities, Hz.</summary>
    public required int SamplingRateHz { get; init; }

    /// <summary>Length of a window.</summary>
    public double WindowSeconds { get; init; } = 10;

    /// <summary>Share of a window that the next one repeats.</summary>
    public double Overlap { get; init; } = 0.5;

    /// <summary>Which samples the z-score looks at.</summary>
    public Normalisation Normalisation { get; init; } = Normalisation.Subject;

    /// <summary>What to do about missing values.</summary>
    public GapPolicy Gaps { get; init; } = GapPolicy.Error;

    /// <summary>Whether windows with a <see cref="QualityFlags">flaw</see> are left out of training; they are tested on all the same.</summary>
    public bool SkipBadWindows { get; init; }

    /// <summary>Channels of stages 1, 2 and 3.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128];

    /// <summary>The subjects to use; empty: all.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Decides every random number.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The branches that the modalities run through, in their order.</summary>
    public IReadOnlyList<BranchSpec> Branches => [.. Modalities.Select(m => m.Branch())];

    /// <summary>The networks that a fold trains: one of all branches, or one a branch.</summary>
    public IReadOnlyList<BranchSelection> Networks => Decision == null
        ? [BranchSelection.Of(Branches.Select(b => b.Name))] : [.. Branches.Select(b => BranchSelection.Of(b.Name))];

    /// <summary>Which of the modalities a network sees: their indices, in the order of its branches.</summary>
    public IReadOnlyList<int> Inputs(BranchSelection network) =>
        [.. Branches.Index().Where(b => network.Contains(b.Item.Name)).Select(b => b.Index)];

    /// <summary>The places of some modalities' axes among those of all, in which statistics stand.</summary>
    /// <param name="modalities">Their indices.</param>
    public IReadOnlyList<int> AxesOf(IReadOnlyList<int> modalities) =>
        [.. modalities.SelectMany(i => Enumerable.Range(Modalities.Take(i).AxisCount(), Modalities[i].Info().Axes.Count))];

    /// <summary>The modality that runs through a branch.</summary>
    public Modality ModalityOf(string branch) => Modalities.First(m => m.Branch().Name == branch);

    /// <summary>The defaults for a device.</summary>
    public static ExperimentOptions For(Device device) => new()
    {
        Device = device,
        Modalities = device.Info().DefaultModalities,
        SamplingRateHz = device.Info().DefaultRateHz,
    };

    /// <summary>How recordings are turned into windows.</summary>
    public PreprocessingOptions Preprocessing() => new()
    {
        Device = Device,
        Modalities = Modalities,
        Spec = new WindowSpec(SamplingRateHz, WindowSeconds, Overlap),
        Task = Task,
        Normalisation = Normalisation,
        Gaps = Gaps,
    };

    /// <summary>The shape of one of the networks.</summary>
    public AttXNetOptions Network(BranchSelection network) => new()
    {
        Branches = [.. Inputs(network).Select(i => Branches[i])],
        Connection = Connection,
        Stages = Stages,
        Attention = Attention,
        AttentionScope = AttentionScope,
        Widths = Widths,
        Classes = Classes,
    };

    /// <summary>How networks are trained.</summary>
    public TrainingOptions Training() => new() { Epochs = Epochs, BatchSize = BatchSize, LearningRate = LearningRate };

    /// <summary>The same options without values that nothing reads, such as stages and attention without a connection.</summary>
    internal ExperimentOptions Canonical() => Modalities.Count == 1 || Decision != null || Connection.IsEmpty
        ? this with
        {
            Connection = ConnectionGraph.None,
            Stages = [],
            Attention = true,
            AttentionScope = AttentionScope.Element,
            Decision = Modalities.Count == 1 ? null : Decision,
        }
        : this with { Connection = Connection.Among([.. Branches.Select(b => b.Name)]) };
}
