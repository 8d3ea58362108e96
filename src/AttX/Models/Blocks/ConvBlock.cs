using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models.Blocks;

/// <summary>Conv1d ("same") → BatchNorm1d → ReLU, or without the ReLU inside a residual block.</summary>
internal sealed class ConvBlock
{
    private readonly Conv1d _conv;
    private readonly BatchNorm1d _norm;

    /// <summary>Registers conv and norm under the two names.</summary>
    public ConvBlock(ParameterArena arena, string conv, string norm, int inputs, int outputs, int kernel, int stride, bool relu = true)
    {
        _conv = new Conv1d(arena, conv, inputs, outputs, kernel, stride);
        _norm = new BatchNorm1d(arena, norm, outputs, relu);
    }

    /// <summary>Binds the block to an input.</summary>
    /// <param name="workspace">The batch.</param>
    /// <param name="input">(·, L, inputs).</param>
    /// <param name="operations">Receives the operation.</param>
    /// <param name="padding">Padding required by the next block.</param>
    /// <param name="accumulate">Whether the input's gradient is added to another path's.</param>
    public Activation Bind(Workspace workspace, Activation input, List<IOperation> operations, int padding, bool accumulate = false)
    {
        Activation output = Activation.Allocate(workspace, _conv.OutputLength(input.Value.Length), _conv.Outputs, padding);
        operations.Add(workspace.Training
            ? new TrainingOperation(_conv, _norm, workspace, input, output, accumulate)
            : new InferenceOperation(_conv, _norm, workspace, input, output));
        return output;
    }

    /// <summary>Normalises with the running statistics, folded into the weights current at binding.</summary>
    private sealed class InferenceOperation : IOperation
    {
        private readonly Conv1d _conv;
        private readonly Activation _input;
        private readonly Activation _output;
        private readonly bool _relu;
        private readonly BatchNormState _state;
        private readonly Conv1dState _convState;

        public InferenceOperation(Conv1d conv, BatchNorm1d norm, Workspace workspace, Activation input, Activation output)
        {
            (_conv, _input, _output, _relu) = (conv, input, output, norm.Relu);
            _state = new BatchNormState(1, conv.Outputs);
            _convState = conv.Allocate(input.Value.Length, workspace.Scratch, training: false, inputGradient: false);
            norm.FinishInference(_state);
            conv.PrepareFolded(_convState, _state);
        }

        public long FloatingPointOperations => _conv.FloatingPointOperations(_input.Value.Length);

        public IReadOnlyList<Activation> Inputs => [_input];

        public IReadOnlyList<Activation> Outputs => [_output];

        public void Forward(int sample) => _conv.ForwardFolded(_input.Value[sample], _output.Value[sample], _convState, _state, _relu);

        public void Backward(int sample) => throw new InvalidOperationException("This operation was allocated for inference.");
    }

    private sealed class TrainingOperation : IOperation
    {
        private readonly Conv1d _conv;
        private readonly BatchNorm1d _norm;
        private readonly Activation _input;
        private readonly Activation _output;
        private readonly bool _accumulate;
        private readonly double _momentum;
        private readonly Tensor _convolved;
        private readonly BatchNormState _state;
        private readonly Tensor _dConvolved;
        private readonly Conv1dState _convState;

        public TrainingOperation(Conv1d conv, BatchNorm1d norm, Workspace workspace, Activation input, Activation output, bool accumulate)
        {
            (_conv, _norm, _input, _output, _accumulate, _momentum) = (conv, norm, input, output, accumulate, workspace.BatchNormMomentum);
            _convolved = new Tensor(workspace.Samples, output.Value.Length, conv.Outputs);
            _state = new BatchNormState(workspace.Samples, conv.Outputs);
            // One sample's gradient of the convolution is used up at once, so one sample's memory holds them all.
            _dConvolved = new Tensor(1, output.Value.Length, conv.Outputs, conv.Padding);
            _convState = conv.Allocate(input.Value.Length, workspace.Scratch, training: true, inputGradient: input.WantsGradient);
        }

        public long FloatingPointOperations => _conv.FloatingPointOperations(_input.Value.Length) * (_input.WantsGradient ? 3 : 2);

        public IReadOnlyList<Activation> Inputs => [_input];

        public IReadOnlyList<Activation> Outputs => [_output];

        public void StartForward() => _conv.Prepare(_convState);

        public void Forward(int sample)
        {
            _conv.Forward(_input.Value[sample], _convolved[sample], _convState);
            _norm.Measure(_convolved[sample], _state, sample);
        }

        public void FinishForward(int samples) => _norm.FinishTraining(_state, samples, _convolved.Length, _momentum);

        public void CompleteForward(int sample) => _norm.Forward(_convolved[sample], _output.Value[sample], _state);

        public void Backward(int sample) => _norm.BackwardMeasure(_convolved[sample], _output.Gradient![sample], _state, sample);

        public void FinishBackward(int samples)
        {
            _norm.BackwardFinish(_state, samples, _convolved.Length);
            _conv.PrepareBackward(_convState);
        }

        public void CompleteBackward(int sample)
        {
            Sample dConvolved = _dConvolved[0];
            _norm.Backward(_convolved[sample], _output.Gradient![sample], dConvolved, _state);
            _conv.BackwardWeight(_input.Value[sample], dConvolved, _convState);
            if (_input.WantsGradient)
                _conv.BackwardInput(dConvolved, _input.Gradient![sample], _convState, _accumulate);
        }

        public void EndBackward() => _conv.FinishBackward(_convState);
    }
}
