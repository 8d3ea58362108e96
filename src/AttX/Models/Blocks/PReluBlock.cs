using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models.Blocks;

/// <summary>Conv1d ("same") → PReLU.</summary>
internal sealed class PReluBlock
{
    private readonly Conv1d _conv;
    private readonly ParametricRelu _relu;

    /// <summary>Registers name.conv and name.prelu.</summary>
    public PReluBlock(ParameterArena arena, string name, int inputs, int outputs, int kernel, int stride)
    {
        _conv = new Conv1d(arena, name + ".conv", inputs, outputs, kernel, stride);
        _relu = new ParametricRelu(arena, name + ".prelu", outputs);
    }

    /// <summary>Binds the block to an input that has another reader, to whose gradient it adds its own.</summary>
    public Activation Bind(Workspace workspace, Activation input, List<IOperation> operations)
    {
        Activation output = Activation.Allocate(workspace, _conv.OutputLength(input.Value.Length), _conv.Outputs);
        operations.Add(new Operation(_conv, _relu, workspace, input, output));
        return output;
    }

    private sealed class Operation : IOperation
    {
        private readonly Conv1d _conv;
        private readonly ParametricRelu _relu;
        private readonly Activation _input;
        private readonly Activation _output;
        private readonly bool _training;
        private readonly Tensor _convolved;
        private readonly Tensor? _dConvolved;
        private readonly Conv1dState _state;

        public Operation(Conv1d conv, ParametricRelu relu, Workspace workspace, Activation input, Activation output)
        {
            (_conv, _relu, _input, _output, _training) = (conv, relu, input, output, workspace.Training);
            int length = output.Value.Length;
            _convolved = new Tensor(_training ? workspace.Samples : 1, length, conv.Outputs);
            // One sample's gradient of the convolution is used up at once, so one sample's memory holds them all.
            _dConvolved = _training ? new Tensor(1, length, conv.Outputs, conv.Padding) : null;
            _state = conv.Allocate(input.Value.Length, workspace.Scratch, _training, inputGradient: input.WantsGradient);
            if (!_training)
                conv.Prepare(_state);
        }

        public long FloatingPointOperations =>
            _conv.FloatingPointOperations(_input.Value.Length) * (!_training ? 1 : _input.WantsGradient ? 3 : 2);

        public IReadOnlyList<Activation> Inputs => [_input];

        public IReadOnlyList<Activation> Outputs => [_output];

        public void StartForward()
        {
            if (_training)
                _conv.Prepare(_state);
        }

        public void Forward(int sample)
        {
            Sample convolved = _convolved[_training ? sample : 0];
            _conv.Forward(_input.Value[sample], convolved, _state);
            _relu.Forward(convolved, _output.Value[sample]);
        }

        public void Backward(int sample)
        {
            // All of it follows in CompleteBackward, once the weights are packed.
        }

        public void FinishBackward(int samples) => _conv.PrepareBackward(_state);

        public void CompleteBackward(int sample)
        {
            Sample dConvolved = _dConvolved![0];
            _relu.Backward(_convolved[sample], _output.Gradient![sample], dConvolved);
            _conv.BackwardWeight(_input.Value[sample], dConvolved, _state);
            if (_input.WantsGradient)
                _conv.BackwardInput(dConvolved, _input.Gradient![sample], _state, accumulate: true);
        }

        public void EndBackward() => _conv.FinishBackward(_state);
    }
}
