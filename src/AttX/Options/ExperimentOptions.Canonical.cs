using AttX.Evaluation;
using AttX.Models.Connections;
using AttX.Signals.Features;

namespace AttX.Options;

public sealed partial record ExperimentOptions
{
    /// <summary>Returns the same options without unused values, such as stages and attention without a connection.</summary>
    internal ExperimentOptions Canonical() => (SelectionGrid.Canonical(this) with { PretrainedOnTested = PretrainedOnTested && Init != null }).CanonicalModel();

    private ExperimentOptions CanonicalModel() => Learner != null ? LearnerGroup.WithoutNetwork(this) : (this with { LearnerOptions = "", SelectFeatures = 0 }).CanonicalNetwork();

    private ExperimentOptions CanonicalNetwork() => Modalities.Count == 1 || Decision != null || Connection.IsEmpty
        ? this with
        {
            Features = Modalities.Count > 1 && Decision != null ? FeatureSet.None : Features,
            SensorDropout = Modalities.Count == 1 || Decision != null ? 0 : SensorDropout,
            ContextSeconds = Modalities.Count > 1 && Decision != null ? 0 : ContextSeconds,
            Connection = ConnectionGraph.None,
            Stages = [],
            ConnectionKind = ConnectionKind.AttX,
            Attention = true,
            FixedAttention = false,
            GlorotAttention = false,
            AttentionScope = AttentionScope.Element,
            Merge = ConnectionMerge.Concatenation,
            Decision = Modalities.Count == 1 ? null : Decision,
            Ensemble = Modalities.Count == 1 || Decision == null ? Ensemble : 1,
            Calibration = Modalities.Count == 1 || Decision == null ? Calibration : CalibrationKind.None,
        }
        : WithoutUnusedAttention() with { Connection = Connection.Among([.. Branches.Select(b => b.Name)]) };

    private ExperimentOptions WithoutUnusedAttention() => this with
    {
        Attention = Attention || ConnectionKind != ConnectionKind.AttX,
        FixedAttention = FixedAttention && Attention && ConnectionKind == ConnectionKind.AttX,
        GlorotAttention = GlorotAttention && LearnsAttention,
        AttentionScope = LearnsAttention ? AttentionScope : AttentionScope.Element,
        Merge = ConnectionKind == ConnectionKind.AttX ? Merge : ConnectionMerge.Concatenation,
    };
}
