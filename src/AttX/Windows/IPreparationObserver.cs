namespace AttX.Windows;

/// <summary>Watches the preparation of windows; every method may be left out. Called from several threads at once.</summary>
public interface IPreparationObserver
{
    /// <summary>A subject's windows are ready.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="completed">Subjects ready so far.</param>
    /// <param name="total">Subjects in all.</param>
    void SubjectPrepared(string subject, int completed, int total)
    {
    }

    /// <summary>Something that a reader of the results should know.</summary>
    void Note(string message)
    {
    }
}
