using AttX.Models.Execution;
using AttX.Nn;

namespace AttX.Models.Connections;

/// <summary>
/// Connects the branches after a stage. Another kind of connection implements this in a file of its own and is created by <see cref="Create"/>.
/// </summary>
internal interface IConnection
{
    /// <summary>Returns the channels with which a branch continues.</summary>
    int OutputChannels(int branch);

    /// <summary>Binds the connection to the branches.</summary>
    /// <param name="workspace">The batch.</param>
    /// <param name="z">Each branch's representation after the stage, of equal lengths.</param>
    /// <param name="inputs">Each branch's input window.</param>
    /// <param name="operations">Receives the operations.</param>
    /// <param name="padding">Padding required by the next stage.</param>
    /// <returns>The input of each branch's next stage; its own z if it receives nothing.</returns>
    IReadOnlyList<Activation> Bind(
        Workspace workspace, IReadOnlyList<Activation> z, IReadOnlyList<Activation> inputs, List<IOperation> operations, int padding);

    /// <summary>Creates a connection, and registers its parameters.</summary>
    static IConnection Create(ParameterArena arena, ConnectionKind kind, ConnectionShape shape) => kind switch
    {
        ConnectionKind.XCnn => new XCnnConnection(arena, shape),
        ConnectionKind.XFlow => new XFlowConnection(arena, shape),
        _ => new CrossModalAttention(arena, shape),
    };
}
