using System.Runtime.ExceptionServices;
using System.Text;
using AttX.Ground;
using AttX.Signals;

namespace AttX.Inference;

/// <summary>A recording to be predicted.</summary>
/// <param name="Name">Its unique name in the results.</param>
/// <param name="Read">Reads it; thread-safe.</param>
public sealed record PendingRecording(string Name, Func<Recording> Read);

/// <summary>How the prediction of a recording ended: with a prediction, or an error.</summary>
/// <param name="Recording">Its name.</param>
/// <param name="Prediction">The prediction; null if it failed.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
public sealed record RecordingOutcome(string Recording, RecordingPrediction? Prediction, Exception? Error);

/// <summary>Predicts any number of recordings into one file, holding at most one recording per worker in memory, and the estimates.</summary>
/// <param name="predictor">The model's predictor.</param>
/// <param name="recordings">The recordings, in the order of the results.</param>
public sealed class PredictionBatch(RecordingPredictor predictor, IReadOnlyList<PendingRecording> recordings)
{
    /// <summary>Number of threads; the file does not depend on it. If there are fewer recordings, several threads predict each.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Predicts all recordings and writes the file atomically. A recording that fails is left out; the others continue.</summary>
    /// <param name="path">The file, in the form of <see cref="PredictionCsv"/>.</param>
    /// <param name="note">Receives remarks for readers of the predictions, from several threads.</param>
    /// <param name="completed">Receives each recording's outcome, in order, one at a time.</param>
    /// <param name="cancellation">Cancels the work; no file is written then.</param>
    /// <exception cref="InvalidDataException">No recording could be predicted; no file is written then.</exception>
    /// <exception cref="IOException">The file cannot be written; or the only recording cannot be read.</exception>
    public void Run(string path, Action<string> note, Action<RecordingOutcome> completed, CancellationToken cancellation) =>
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
            var waiting = new RecordingOutcome?[recordings.Count];
            int next = 0;
            List<RecordingPrediction> predictions = [];
            AttX.Ground.Workers.ForEach(recordings.Count, Workers, (i, stop) =>
            {
                RecordingOutcome outcome = Predict(recordings[i], note, stop);
                lock (waiting)
                {
                    waiting[i] = outcome;
                    for (; next < waiting.Length && waiting[next] is { } ready; waiting[next++] = null)
                        Deliver(ready, predictions, completed);
                }
            }, cancellation);
            if (predictions.Count == 0)
                throw new InvalidDataException($"None of the {recordings.Count} recordings could be predicted: {path} is not written.");
            PredictionCsv.Write(new CsvTableWriter(writer), predictor.Form, predictions);
        });

    private RecordingOutcome Predict(PendingRecording pending, Action<string> note, CancellationToken stop)
    {
        try
        {
            Recording recording = pending.Read() with { Subject = pending.Name };
            return new RecordingOutcome(pending.Name, predictor.Predict(recording, Math.Max(1, Workers / recordings.Count), note, stop), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever is wrong with one recording, even with the program that reads it, is no reason to lose the others.
            return new RecordingOutcome(pending.Name, null, IsExpected(e) ? e : new InvalidDataException(
                $"unexpected {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Please report it.", e));
        }
    }

    private static bool IsExpected(Exception e) =>
        e is InvalidDataException or IOException or UnauthorizedAccessException or OptionsException or OutOfMemoryException;

    /// <summary>Keeps a prediction without its signals; an error of the only recording is the batch's own.</summary>
    private void Deliver(RecordingOutcome outcome, List<RecordingPrediction> predictions, Action<RecordingOutcome> completed)
    {
        if (recordings.Count == 1 && outcome.Error is { } only)
            ExceptionDispatchInfo.Throw(only);
        if (outcome.Prediction is { } prediction)
            predictions.Add(prediction with { Signals = [] });
        completed(outcome);
    }
}
