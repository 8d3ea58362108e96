namespace AttX.Options;

/// <summary>What an option decides. A command names the groups that it reads, and offers no other option.</summary>
public enum OptionGroup
{
    /// <summary>What windows are made of, and how: everything that preprocessing reads, and nothing else.</summary>
    Data,

    /// <summary>The shape of the network.</summary>
    Model,

    /// <summary>Whom and how a network is trained on.</summary>
    Training,

    /// <summary>What is made of trained networks' answers.</summary>
    Evaluation,
}
