using AttX.Training;

namespace AttX.Recipes;

/// <summary>The context of a fit, besides its data.</summary>
public sealed record FitContext
{
    /// <summary>Derives the seed of a part of the model from the part's name: "network Both".</summary>
    public required Func<string, ulong> SeedOf { get; init; }

    /// <summary>Observes the fit.</summary>
    public IFitObserver Observer { get; init; } = new Unobserved();

    /// <summary>Store for checkpoints; null: none are kept.</summary>
    public ICheckpointStore? Checkpoints { get; init; }

    /// <summary>Epochs without a lower loss on the held-out subjects after which a learner with epochs stops.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Cancels the fit.</summary>
    public CancellationToken Cancellation { get; init; }

    private sealed class Unobserved : IFitObserver;
}

/// <summary>Observes a fit; every method is optional.</summary>
public interface IFitObserver
{
    /// <summary>Reports progress of the fit.</summary>
    /// <param name="share">Share of it that is done, from 0 to 1.</param>
    /// <param name="resumed">True if an earlier process did the work.</param>
    void Advanced(double share, bool resumed)
    {
    }

    /// <summary>Reports the end of an epoch; a learner without epochs never does.</summary>
    void EpochCompleted(EpochSummary epoch)
    {
    }

    /// <summary>Receives a remark for readers of the results.</summary>
    void Note(string message)
    {
    }
}

/// <summary>Stores checkpoints of a fit by the name of the model's file.</summary>
public interface ICheckpointStore
{
    /// <summary>Opens a checkpoint; null if there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    Stream? Open(string file);

    /// <summary>Stores a checkpoint, replacing the previous one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Save(string file, Action<Stream> write);
}
