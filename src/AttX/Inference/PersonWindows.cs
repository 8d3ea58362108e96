using AttX.ModelFiles;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Inference;

/// <summary>The windows of a recording that starts from what its person's earlier sessions heard.</summary>
/// <param name="Windows">The windows, standardised.</param>
/// <param name="Person">What was heard in all, this recording included.</param>
/// <param name="StartsFromPerson">Whether anything was heard before.</param>
internal sealed record PersonWindows(WindowSet Windows, PersonStatistics Person, bool StartsFromPerson)
{
    /// <summary>
    /// Prepares a recording. For a model trained on whole sessions the person's mean and deviation stand for the recording's own, once they are
    /// known.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="preprocessing">How the recording is prepared.</param>
    /// <param name="modalities">The modalities that the recording has, by index among the model's.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="person">What earlier sessions heard.</param>
    /// <param name="note">Receives remarks for readers of the prediction.</param>
    public static PersonWindows Of(
        IModel model, PreprocessingOptions preprocessing, int[] modalities, Recording recording, PersonStatistics person, Action<string> note)
    {
        IReadOnlyList<ChannelStatistics> before = [.. preprocessing.Modalities
            .SelectMany(m => person.Of(m, recording.Channels.FirstOrDefault(c => c.Modality == m)?.SamplingRateHz ?? 1))];
        bool isSession = preprocessing.Normalisation == Normalisation.Subject;
        bool isKnown = isSession ? before.All(s => s is { Count: > 0, StandardDeviation: > 0 }) : before.Any(s => s.Count > 0);
        WindowSet windows = new Preprocessor(preprocessing with
        {
            MeasuresSeconds = true,
            Normalisation = isSession && isKnown ? Normalisation.Train : preprocessing.Normalisation,
        }).ProcessWhole(recording, log: note);
        WindowSet standardised = isSession && isKnown ? new Normaliser(Normalisation.Train, double.PositiveInfinity, before).Apply(windows)
            : model.Standardise(windows, modalities, before: before);
        return new PersonWindows(standardised, Heard(windows, person, before, model.Options.MemorySeconds), isKnown);
    }

    private static PersonStatistics Heard(WindowSet windows, PersonStatistics person, IReadOnlyList<ChannelStatistics> before, double memorySeconds)
    {
        int axis = 0;
        foreach (Modality modality in windows.Modalities)
        {
            int rate = windows.Seconds![axis].SamplingRateHz;
            var heard = new ChannelStatistics[modality.Info().Axes.Count];
            for (int i = 0; i < heard.Length; i++, axis++)
            {
                SessionStatistics session = new(rate, memorySeconds);
                session.Restore(before[axis]);
                foreach (ChannelStatistics second in windows.Seconds[axis].Items)
                    session.Add(second);
                heard[i] = session.Heard;
            }

            person = person.With(modality, rate, heard);
        }

        return person;
    }
}
