using AttX.Evaluation;
using AttX.Models.Execution;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Preprocessing;

namespace AttX.ModelFiles;

/// <summary>A trained model in use: networks, or a learner of another project. Immutable and thread-safe.</summary>
public interface IModel
{
    /// <summary>The options of the run that trained it.</summary>
    ExperimentOptions Options { get; }

    /// <summary>The subjects it was trained on; null if its file does not list them.</summary>
    IReadOnlyList<TrainingSubject>? Training { get; }

    /// <summary>The recordings that its encoder was pretrained on; none without an encoder.</summary>
    IReadOnlyList<TrainingSubject> Pretraining => [];

    /// <summary>
    /// The training subjects' statistics that standardise signals, as <see cref="Normaliser.Fit"/> returns them; null if none are needed.
    /// </summary>
    IReadOnlyList<ChannelStatistics>? Statistics { get; }

    /// <summary>Standardises the features that it sees; null if it sees none.</summary>
    FeatureNormaliser? Features => null;

    /// <summary>Whether sensors may be missing: it was trained with some hidden.</summary>
    bool CanMissSensors => false;

    /// <summary>Length of a window's embedding by all networks, on which estimates of later windows rest; 0 for a model without context.</summary>
    int EmbeddingLength => 0;

    /// <summary>What it is and how large: "a network of 12345 parameters".</summary>
    string Size { get; }

    /// <summary>The model card as plain text; null for a fold's model.</summary>
    string? Card => null;

    /// <summary>How its probabilities are calibrated; null if they are not.</summary>
    ProbabilityScaling? Calibration => null;

    /// <summary>Name and SHA-256 (lower-case hex) of each of its files, which identify it.</summary>
    IReadOnlyList<(string Name, string Sha256)> Hashes { get; }

    /// <summary>Creates a predictor with its own memory.</summary>
    /// <param name="hidden">Indices of modalities to hide from it, not all of them; null: none.</param>
    IModelPredictor NewPredictor(IReadOnlyList<int>? hidden = null);
}

/// <summary>Predicts one window after another, of a set or from its inputs. Keeps its memory. Not thread-safe.</summary>
public interface IModelPredictor : IWindowPredictor
{
    /// <summary>Theta of the last window, one map per connection; empty without attention.</summary>
    IReadOnlyList<AttentionMap> Attention => [];

    /// <summary>The input for a window's features, standardised; empty for a model that sees none.</summary>
    Span<double> Features => [];

    /// <summary>Returns the input for the samples of one of the options' modalities; empty for a model that sees no signals.</summary>
    Span<float> Input(int modality);

    /// <summary>Predicts the class of the window in the inputs, and the classes' probabilities.</summary>
    /// <param name="present">Whether the window has each of the options' modalities, at least one of them; empty: all.</param>
    /// <exception cref="InvalidDataException">The model's output is not a number.</exception>
    (int Class, float[] Probabilities) Predict(ReadOnlySpan<bool> present = default);

    /// <summary>Sets the embeddings of the windows in the context of those to come, oldest first; they stay until set again.</summary>
    void ContinueAfter(ReadOnlySpan<float> embeddings)
    {
    }

    /// <summary>Copies the embedding of the last predicted window, <see cref="IModel.EmbeddingLength"/> values.</summary>
    void CopyEmbedding(Span<float> embedding)
    {
    }
}
