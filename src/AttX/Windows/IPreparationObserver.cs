namespace AttX.Windows;

/// <summary>Observes the preparation of windows; every method is optional. Called from several threads at once.</summary>
public interface IPreparationObserver
{
    /// <summary>Reports that a subject's windows are ready.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="completed">Number of subjects ready so far.</param>
    /// <param name="total">Number of subjects.</param>
    void SubjectPrepared(string subject, int completed, int total)
    {
    }

    /// <summary>Receives a remark for readers of the results.</summary>
    void Note(string message)
    {
    }
}
