using System.Runtime.ExceptionServices;
using System.Text;
using AttX.Ground;
using AttX.Signals;

namespace AttX.Inference;

/// <summary>A recording to be predicted.</summary>
/// <param name="Name">What it is called in the results; one of a kind.</param>
/// <param name="Read">Reads it; thread-safe.</param>
public sealed record PendingRecording(string Name, Func<Recording> Read);

/// <summary>How the prediction of a recording ended: with a prediction, or an error.</summary>
/// <param name="Recording">Its name.</param>
/// <param name="Prediction">What was predicted; null if it failed.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
public sealed record RecordingOutcome(string Recording, RecordingPrediction? Prediction, Exception? Error);

/// <summary>Predicts any number of recordings into one file, no more of them in memory than there are workers.</summary>
/// <param name="predictor">The model at work.</param>
/// <param name="recordings">The recordings, in the order of the results.</param>
public sealed class PredictionBatch(RecordingPredictor predictor, IReadOnlyList<PendingRecording> recordings)
{
    /// <summary>Threads; the file does not depend on it. Fewer recordings than that are each predicted by several.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Predicts them all, and writes the file atomically. A recording that fails is left out; the others go on.</summary>
    /// <param name="path">The file, as <see cref="PredictionCsv"/> has it.</param>
    /// <param name="note">Is told what a reader of the predictions should know; from several threads.</param>
    /// <param name="completed">Is told of each recording, in their order, one at a time.</param>
    /// <param name="cancellation">Stops it; there is no file then.</param>
    /// <exception cref="InvalidDataException">No recording could be predicted; there is no file then.</exception>
    /// <exception cref="IOException">The file cannot be written; or the only recording cannot be read.</exception>
    public void Run(string path, Action<string> note, Action<RecordingOutcome> completed, CancellationToken cancellation) =>
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
            var csv = new CsvTableWriter(writer);
            PredictionCsv.WriteHeader(csv, predictor.Form);
            var waiting = new RecordingOutcome?[recordings.Count];
            (int next, int predicted) = (0, 0);
            AttX.Ground.Workers.ForEach(recordings.Count, Workers, (i, stop) =>
            {
                RecordingOutcome outcome = Predict(recordings[i], note, stop);
                lock (waiting)
                {
                    waiting[i] = outcome;
                    for (; next < waiting.Length && waiting[next] is { } ready; waiting[next++] = null)
                        predicted += Deliver(csv, ready, completed);
                }
            }, cancellation);
            if (predicted == 0)
                throw new InvalidDataException($"None of the {recordings.Count} recordings could be predicted: {path} is not written.");
        });

    private RecordingOutcome Predict(PendingRecording pending, Action<string> note, CancellationToken stop)
    {
        try
        {
            Recording recording = pending.Read() with { Subject = pending.Name };
            return new RecordingOutcome(pending.Name, predictor.Predict(recording, Math.Max(1, Workers / recordings.Count), note, stop), null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new RecordingOutcome(pending.Name, null, e);
        }
    }

    /// <summary>Returns how many recordings were written; the error of the only recording is the batch's own.</summary>
    private int Deliver(CsvTableWriter csv, RecordingOutcome outcome, Action<RecordingOutcome> completed)
    {
        if (recordings.Count == 1 && outcome.Error is { } only)
            ExceptionDispatchInfo.Throw(only);
        if (outcome.Prediction is { } prediction)
            PredictionCsv.Write(csv, predictor.Form, prediction);
        completed(outcome);
        return outcome.Prediction == null ? 0 : 1;
    }
}
