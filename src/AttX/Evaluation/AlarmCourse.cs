namespace AttX.Evaluation;

/// <summary>The course of an alarm over windows: raised once, and kept until it ends.</summary>
public sealed class AlarmCourse
{
    /// <summary>Whether there is an alarm.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Takes the next window; returns whether an alarm begins with it.</summary>
    /// <param name="raises">Whether the window raises an alarm if there is none.</param>
    /// <param name="ends">Whether it ends one.</param>
    public bool Next(bool raises, bool ends)
    {
        bool begins = !IsOn && raises;
        IsOn = IsOn ? !ends : raises;
        return begins;
    }
}
