using AttX.Nn;

namespace AttX.Models.Execution;

/// <summary>
/// The context of a batch's windows: which sample each one's state continues, and, for a single window, the embeddings of those before it.
/// At first no sample has any.
/// </summary>
internal sealed class PassContext
{
    /// <summary>Length of an embedding.</summary>
    public const int EmbeddingLength = 32;

    private readonly int[] _previous;

    /// <summary>Allocates the context.</summary>
    /// <param name="samples">The largest batch.</param>
    /// <param name="windows">Windows that an estimate rests on, the current one included.</param>
    public PassContext(int samples, int windows)
    {
        (_previous, Earlier) = (new int[samples], new Tensor(Math.Max(windows - 1, 0), 1, EmbeddingLength));
        _previous.AsSpan().Fill(-1);
    }

    /// <summary>For each sample, the earlier sample of the batch whose state it continues; -1: none.</summary>
    public Span<int> Previous => _previous;

    /// <summary>Embeddings of windows before the batch, oldest first, which the samples without a previous one continue.</summary>
    public Tensor Earlier { get; }

    /// <summary>Number of embeddings in <see cref="Earlier"/>.</summary>
    public int EarlierCount { get; set; }

    /// <summary>Embeddings of the batch, once its operations have run.</summary>
    public Tensor? Embeddings { get; set; }
}
