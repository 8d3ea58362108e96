using AttX.Models.Execution;

namespace AttX.Models.Connections;

/// <summary>
/// What joins the branches after a stage. Another kind of connection implements this in a file of its own and is made in
/// <see cref="AttXNet"/>'s constructor.
/// </summary>
internal interface IConnection
{
    /// <summary>Channels with which a branch continues.</summary>
    int OutputChannels(int branch);

    /// <summary>Binds the connection to the branches.</summary>
    /// <param name="workspace">The batch.</param>
    /// <param name="z">Each branch's representation after the stage, of equal lengths.</param>
    /// <param name="operations">Receives the operations.</param>
    /// <param name="padding">What the next stage needs.</param>
    /// <returns>What each branch continues with; its own z where it receives nothing.</returns>
    IReadOnlyList<Activation> Bind(Workspace workspace, IReadOnlyList<Activation> z, List<IOperation> operations, int padding);
}
