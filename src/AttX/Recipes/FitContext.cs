using AttX.Training;

namespace AttX.Recipes;

/// <summary>What a fit is given besides its data.</summary>
public sealed record FitContext
{
    /// <summary>The seed of a part of the model, by the part's name: "network Both".</summary>
    public required Func<string, ulong> SeedOf { get; init; }

    /// <summary>Watches the fit.</summary>
    public IFitObserver Observer { get; init; } = new Unobserved();

    /// <summary>Where a fit keeps what it needs to be continued; null: nowhere.</summary>
    public ICheckpointStore? Checkpoints { get; init; }

    /// <summary>Epochs without a lower loss on the held-out subjects after which a learner with epochs stops.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Stops the fit.</summary>
    public CancellationToken Cancellation { get; init; }

    private sealed class Unobserved : IFitObserver;
}

/// <summary>Watches a fit; every method may be left out.</summary>
public interface IFitObserver
{
    /// <summary>The fit has come further.</summary>
    /// <param name="share">Share of it that is done, from 0 to 1.</param>
    /// <param name="resumed">True where an earlier process did it.</param>
    void Advanced(double share, bool resumed)
    {
    }

    /// <summary>An epoch is done; a learner without epochs never reports one.</summary>
    void EpochCompleted(EpochSummary epoch)
    {
    }

    /// <summary>Something that a reader of the results should know.</summary>
    void Note(string message)
    {
    }
}

/// <summary>Keeps what a fit needs to be continued, by the name of the model's file.</summary>
public interface ICheckpointStore
{
    /// <summary>Opens a checkpoint; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    Stream? Open(string file);

    /// <summary>Keeps a checkpoint in place of the one before.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Save(string file, Action<Stream> write);
}
