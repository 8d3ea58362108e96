using System.Globalization;
using AttX.Runs;
using AttX.Training;

namespace AttX.Cli.Views;

/// <summary>How far the fit of a running fold is.</summary>
/// <param name="Epoch">The last epoch done; 0 before the first.</param>
/// <param name="Epochs">Epochs of a network.</param>
/// <param name="Loss">Training loss of that epoch; null before the first.</param>
/// <param name="Share">Share of the fold's work that is done.</param>
/// <param name="SecondsLeft">Estimated seconds until it is done; null while there is none.</param>
internal sealed record FitStatus(int Epoch, int Epochs, double? Loss, double Share, double? SecondsLeft)
{
    /// <summary>Returns the state that a fold's file tells.</summary>
    public static FitStatus Of(FitProgress progress)
    {
        EpochSummary? last = progress.Epochs.Count > 0 ? progress.Epochs[^1] : null;
        return new(last?.Epoch ?? 0, progress.EpochsEach, last?.Loss, progress.Share, progress.SecondsLeft(DateTimeOffset.UtcNow));
    }

    /// <summary>Returns the state in words: "epoch 12 of 100, loss 0.4312, 11 % done, about 3 min left".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Loss is { } loss ? string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch} of {Epochs}, loss {loss:F4}, ") : "")}{100 * Share:0} % done{(SecondsLeft is { } left ? RunProgress.About(left) : "")}");
}
