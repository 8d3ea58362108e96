namespace AttX.Options;

/// <summary>Groups of options. A command names the groups that it reads, and offers no other option.</summary>
public enum OptionGroup
{
    /// <summary>Data and preprocessing: exactly the options that preprocessing reads.</summary>
    Data,

    /// <summary>The shape of the network.</summary>
    Model,

    /// <summary>Training and its subjects.</summary>
    Training,

    /// <summary>A classical learner in place of the network.</summary>
    Learner,

    /// <summary>Use of trained networks' outputs.</summary>
    Evaluation,
}
