using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Losses;

namespace AttX.Models;

/// <summary>The memory of one network's operations over batches of up to a given size. Not thread-safe, although the network is.</summary>
public sealed class AttXNetPass
{
    private readonly List<IOperation> _operations = [];
    private readonly Activation[] _inputs;
    private readonly Activation? _features;
    private readonly Activation _logits;
    private readonly AttXNet _net;
    private readonly Presence? _presence;
    private readonly PassContext? _context;

    /// <summary>Allocates everything that a pass needs.</summary>
    /// <param name="net">The network.</param>
    /// <param name="samples">The largest batch.</param>
    /// <param name="length">Time steps of the input windows.</param>
    /// <param name="training">True: batch statistics and gradients; false: running statistics.</param>
    public AttXNetPass(AttXNet net, int samples, int length, bool training)
    {
        _net = net;
        _presence = net.Options.AllowsAbsence ? new Presence(samples, net.BranchNames.Count) : null;
        _context = net.Options.ContextWindows > 0 ? new PassContext(samples, net.Options.ContextWindows) : null;
        Workspace workspace = new(samples, training) { Presence = _presence, Context = _context, BatchNormMomentum = net.Options.BatchNormMomentum };
        _inputs = [.. net.Options.Branches
            .Select(branch => new Activation(new Tensor(samples, length, branch.Axes, net.Options.FirstKernel - 1), wantsGradient: false))];
        _features = net.Options.Features > 0 ? new Activation(new Tensor(samples, 1, net.Options.Features), wantsGradient: false) : null;
        _logits = net.Bind(workspace, _inputs, _features, _operations);
        if (training)
            Activation.LayOutGradients(_operations, [_logits]);
        (Samples, Attention) = (samples, workspace.Attention);
    }

    /// <summary>The largest batch.</summary>
    public int Samples { get; }

    /// <summary>
    /// Floating-point operations per window of convolutions and linear layers, computed directly: of forward, and of backward if
    /// training. The reference for measured speeds.
    /// </summary>
    public long FloatingPointOperations => _operations.Sum(operation => operation.FloatingPointOperations);

    /// <summary>Returns the input for one window of one branch: (length × axes), the axes of a sample interleaved.</summary>
    public Span<float> Input(int branch, int sample) => _inputs[branch].Value[sample].Values;

    /// <summary>Returns the input for the features of one window, standardised; empty for a network without.</summary>
    public Span<float> Features(int sample) => _features == null ? [] : _features.Value[sample].Values;

    /// <summary>
    /// Returns which branches' sensors one window has, all at first, for the caller to change; at least one must be there. Nothing of the input of
    /// a branch whose sensor is absent reaches the window's logits.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network needs all of its sensors.</exception>
    public Span<bool> Present(int sample) => (_presence
        ?? throw new InvalidOperationException("The network was not built to miss a sensor (AttXNetOptions.AllowsAbsence).")).Of(sample);

    /// <summary>
    /// For each sample, the earlier sample of the batch whose context it continues, for the caller to change; -1, as at first: none. Empty for a
    /// network without context.
    /// </summary>
    public Span<int> Previous => _context == null ? [] : _context.Previous;

    /// <summary>Sets the embeddings of the windows before the batch, which samples without a previous one continue; at first there are none.</summary>
    /// <param name="embeddings">One after another, oldest first; fewer than the network's context has windows.</param>
    public void Continue(ReadOnlySpan<float> embeddings)
    {
        if (_context == null)
            return;
        _context.EarlierCount = embeddings.Length / PassContext.EmbeddingLength;
        for (int i = 0; i < _context.EarlierCount; i++)
            embeddings.Slice(i * PassContext.EmbeddingLength, PassContext.EmbeddingLength).CopyTo(_context.Earlier[i].Values);
    }

    /// <summary>Returns the embedding of one sample, after <see cref="Forward"/>; empty for a network without context.</summary>
    public ReadOnlySpan<float> Embedding(int sample) => _context == null ? [] : _context.Embeddings![sample].Values;

    /// <summary>Returns the logits of one sample, after <see cref="Forward"/>.</summary>
    public ReadOnlySpan<float> Logits(int sample) => _logits.Value[sample].Values;

    /// <summary>Theta of each connection, from stage to stage, after <see cref="Forward"/>; empty without attention.</summary>
    public IReadOnlyList<AttentionMap> Attention { get; }

    /// <summary>Computes the logits from the inputs.</summary>
    public void Forward(int samples) => OperationSequence.Forward(_operations, samples);

    /// <summary>Loss of one sample.</summary>
    /// <param name="sample">Its place in the batch.</param>
    /// <param name="logits">Its logits.</param>
    /// <param name="gradient">Receives the gradient by the logits, divided by the batch size.</param>
    internal delegate double SampleLoss(int sample, ReadOnlySpan<float> logits, Span<float> gradient);

    /// <summary>Computes another loss's gradient by every parameter into the network's arena; forward must have run.</summary>
    /// <returns>The sum of the samples' losses.</returns>
    internal double Backward(int samples, SampleLoss loss)
    {
        _net.Arena.ClearGradients();
        double sum = 0;
        for (int n = 0; n < samples; n++)
            sum += loss(n, Logits(n), _logits.Gradient![n].Values);
        OperationSequence.Backward(_operations, samples);
        return sum;
    }

    /// <summary>Computes the mean cross-entropy's gradient by every parameter into the network's arena; forward must have run.</summary>
    /// <param name="labels">The class of each sample; -1 for one that stands in the context of others alone.</param>
    /// <param name="smoothing">Label smoothing.</param>
    /// <param name="classWeights">Weight of each class in the loss; empty: 1 each.</param>
    /// <returns>The sum of the samples' losses.</returns>
    public double Backward(ReadOnlySpan<int> labels, double smoothing = 0, ReadOnlySpan<float> classWeights = default)
    {
        _net.Arena.ClearGradients();
        double loss = 0;
        int labelled = labels.Length - labels.Count(-1);
        for (int n = 0; n < labels.Length; n++)
            if (labels[n] < 0)
                _logits.Gradient![n].Values.Clear();
            else
                loss += SoftmaxCrossEntropy.Evaluate(
                    Logits(n), labels[n], labelled, _logits.Gradient![n].Values, smoothing, classWeights.IsEmpty ? 1 : classWeights[labels[n]]);
        OperationSequence.Backward(_operations, labels.Length);
        return loss;
    }
}
