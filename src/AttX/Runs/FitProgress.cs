using System.Text.Json;
using AttX.Ground;
using AttX.Training;

namespace AttX.Runs;

/// <summary>How far the fit of an unfinished fold is.</summary>
/// <param name="Holder">The process that fits it, as the lock of the run's folder names it.</param>
/// <param name="Started">When that process began, or continued, the fit.</param>
/// <param name="Updated">When this was written.</param>
/// <param name="Resumed">Share that earlier processes had done, from 0 to 1.</param>
/// <param name="Share">Share done.</param>
/// <param name="EpochsEach">Epochs of each network.</param>
/// <param name="Epochs">The epochs so far; those of several networks follow one another.</param>
public sealed record FitProgress(
    string Holder, DateTimeOffset Started, DateTimeOffset Updated, double Resumed, double Share, int EpochsEach, IReadOnlyList<EpochSummary> Epochs)
{
    /// <summary>The file's name; it goes with the checkpoints once the fold is done.</summary>
    internal const string FileName = "checkpoint.progress";

    private const int MostBytes = 16 << 20, MostEpochs = 100_000;
    private const double LargestLoss = 1e30;

    /// <summary>The epochs of each network.</summary>
    public IReadOnlyList<IReadOnlyList<EpochSummary>> Networks
    {
        get
        {
            var networks = new List<List<EpochSummary>>();
            foreach (EpochSummary epoch in Epochs)
            {
                if (networks.Count == 0 || epoch.Epoch <= networks[^1][^1].Epoch)
                    networks.Add([]);
                networks[^1].Add(epoch);
            }

            return networks;
        }
    }

    /// <summary>Estimates the seconds until the fit is done; null before there is a speed to measure.</summary>
    /// <param name="now">The present.</param>
    public double? SecondsLeft(DateTimeOffset now)
    {
        double done = Share - Resumed, seconds = (Updated - Started).TotalSeconds;
        return done > 0 && seconds > 0 ? Math.Max(0, (seconds * (1 - Share) / done) - (now - Updated).TotalSeconds) : null;
    }

    /// <summary>Reads a file; null if there is none, or a damaged one, which costs no result.</summary>
    internal static FitProgress? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > MostBytes)
                return null;
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<FitProgress>(stream, JsonForms.Indented) is { Holder: not null, Epochs: not null } read && read.IsPlausible() ? read : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether the numbers are such as training has: somebody else's file may hold any.</summary>
    private bool IsPlausible() => double.IsFinite(Resumed) && double.IsFinite(Share) && Epochs.Count <= MostEpochs
        && Epochs.All(e => e != null && Math.Abs(e.Loss) < LargestLoss && Math.Abs(e.Accuracy) <= 1);

    /// <summary>Writes the file.</summary>
    internal void Write(string folder) => AtomicFile.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, JsonForms.Indented));
}
