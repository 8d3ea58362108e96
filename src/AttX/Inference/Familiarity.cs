using AttX.ModelFiles;
using AttX.Signals.Preprocessing;

namespace AttX.Inference;

/// <summary>Whether a model was trained on a subject.</summary>
public enum Familiarity
{
    /// <summary>Not trained on the subject: the score is out of sample.</summary>
    None,

    /// <summary>Trained on a subject of the same name, with another or an unknown recording.</summary>
    Name,

    /// <summary>Trained on this recording, or started from an encoder that was.</summary>
    Recording,

    /// <summary>Trained on a recording, or started from an encoder of one, of which this is probably a changed copy.</summary>
    Copy,

    /// <summary>Unknown: the model does not list its training subjects.</summary>
    Unknown,
}

/// <summary>Finds out whether a model was trained on a subject.</summary>
public static class Familiarities
{
    /// <summary>Compares a recording's content and name with the model's training list.</summary>
    /// <param name="model">The model.</param>
    /// <param name="subject">The recording's name.</param>
    /// <param name="fingerprint">Its fingerprint.</param>
    /// <param name="samples">That of its samples alone, by which unlabelled copies are known; null if it is not known.</param>
    /// <param name="sketch">Its sketch, by which changed copies are known; null if it is not known.</param>
    public static Familiarity Of(IModel model, string subject, string fingerprint, string? samples, string? sketch = null) => model.Training switch
    {
        null => Familiarity.Unknown,
        { } training when training.Concat(model.Pretraining).Any(t => t.Fingerprint == fingerprint || (samples != null && t.Samples == samples)) => Familiarity.Recording,
        { } training when OriginalOf(sketch, training.Concat(model.Pretraining)) != null => Familiarity.Copy,
        { } training when training.Concat(model.Pretraining).Any(t => t.Subject == subject || t.Subject.EndsWith("." + subject, StringComparison.Ordinal)) => Familiarity.Name,
        _ => Familiarity.None,
    };

    /// <summary>Finds the training subject whose recording one is probably a changed copy of, and the share of moments that are the same; null if there is none.</summary>
    /// <param name="sketch">The recording's sketch; null if it is not known.</param>
    /// <param name="training">Those trained on.</param>
    public static (TrainingSubject Subject, double Share)? OriginalOf(string? sketch, IEnumerable<TrainingSubject> training) => RecordingSketch.Parse(sketch) is not { } known ? null
        : training.Select(t => (Subject: t, Share: RecordingSketch.Parse(t.Sketch)?.ShareWith(known) ?? 0)).Where(t => t.Share >= RecordingSketch.CopyShare)
            .OrderByDescending(t => t.Share).Select(t => ((TrainingSubject, double)?)t).FirstOrDefault();

    /// <summary>Returns a warning for readers of a recording's estimates; null if there is no need.</summary>
    /// <param name="familiarity">Whether the model was trained on it.</param>
    /// <param name="subject">The recording's name.</param>
    public static string? Warning(this Familiarity familiarity, string subject) => familiarity switch
    {
        Familiarity.Recording => $"{subject}: among the model's training recordings; its estimates say nothing about new ones.",
        Familiarity.Copy => $"{subject}: probably a changed copy of one of the model's training recordings; its estimates say nothing about new ones.",
        Familiarity.Name => $"{subject}: named as somebody whom the model was trained on; if it is the same person, the estimates are better than for others.",
        _ => null,
    };
}
