using AttX.Onnx.Format;
using AttX.Signals.Filtering;

namespace AttX.Onnx.Graphs;

/// <summary>
/// A recursive filter in blocks of B samples: with u a block and s the state before it, the output is T u + O s and the state after
/// it R u + A s. T u and R u are matrix products over all blocks at once, and only the state's recursion, of one step per block, is a
/// Scan. The matrices hold the filter's own response to each unit impulse and each unit state.
/// </summary>
internal sealed class BlockFilter
{
    private const int Block = 128;
    private readonly string _response, _freeResponse, _drive, _transition, _steadyState, _blockLength;
    private readonly int _states;

    public BlockFilter(GraphBuilder graph, SecondOrderSections sections)
    {
        _states = 2 * sections.Count;
        double[] response = new double[Block * Block], drive = new double[Block * _states];
        double[] freeResponse = new double[_states * Block], transition = new double[_states * _states];
        for (int i = 0; i < Block; i++)
            Answer(sections, i, -1, response.AsSpan(i * Block, Block), drive.AsSpan(i * _states, _states));
        for (int i = 0; i < _states; i++)
            Answer(sections, -1, i, freeResponse.AsSpan(i * Block, Block), transition.AsSpan(i * _states, _states));
        _response = graph.Numbers("response", [Block, Block], response);
        _drive = graph.Numbers("drive", [Block, _states], drive);
        _freeResponse = graph.Numbers("free_response", [_states, Block], freeResponse);
        _transition = graph.Numbers("transition", [_states, _states], transition);
        _steadyState = graph.Numbers("steady_state", [_states], sections.SteadyState());
        _blockLength = graph.Integer("block", Block);
    }

    /// <summary>Filters a signal (L), starting from the steady state of its first sample.</summary>
    public string Apply(GraphBuilder graph, string signal)
    {
        string length = graph.Node("Size", "length", [signal]);
        string missing = graph.Node("Mod", "missing", [graph.Node("Neg", "minus_length", [length]), _blockLength]);
        string padded = graph.Node("Pad", "padded",
            [signal, graph.Node("Concat", "padding", [graph.Integers("nothing", 0), graph.Vector("missing_vector", missing)], ("axis", 0L))]);
        string blocks = graph.Node("Reshape", "blocks", [padded, graph.Integers("blocks_shape", -1, Block)]);
        string start = graph.Node("Mul", "start", [_steadyState, graph.Element("first", signal, 0)]);
        string driven = graph.Node("MatMul", "driven", [blocks, _drive]);
        string answer = graph.Node("Add", "answer",
        [
            graph.Node("MatMul", "forced", [blocks, _response]),
            graph.Node("MatMul", "free", [States(graph, start, driven), _freeResponse]),
        ]);
        string filtered = graph.Node("Reshape", "samples", [answer, graph.Integers("flat", -1)]);
        return graph.Slice("filtered", filtered, graph.Integers("zero", 0), graph.Vector("length_vector", length));
    }

    /// <summary>Computes the state before each block: s ← s A + driven.</summary>
    private string States(GraphBuilder graph, string start, string driven)
    {
        GraphBuilder step = graph.Step("step");
        string before = step.Input("before", ElementType.Double, [_states]), drive = step.Input("drive", ElementType.Double, [_states]);
        step.Output(step.Node("Add", "after", [step.Node("MatMul", "carried", [before, _transition]), drive]), ElementType.Double, [_states]);
        step.Output(step.Node("Identity", "state", [before]), ElementType.Double, [_states]);
        return graph.Scan("states", start, driven, step.Graph);
    }

    /// <summary>Returns the filter's output and final state for an impulse or a unit state.</summary>
    private static void Answer(SecondOrderSections sections, int impulse, int state, Span<double> output, Span<double> final)
    {
        CausalFilter filter = new(sections);
        double[] states = new double[2 * sections.Count], block = new double[Block];
        if (state >= 0)
            states[state] = 1;
        if (impulse >= 0)
            block[impulse] = 1;
        filter.Restore(states);
        filter.Process(block, output);
        filter.State.CopyTo(final);
    }
}
