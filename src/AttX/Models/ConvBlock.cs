using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models;

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
    /// <param name="passes">Receives the pass.</param>
    /// <param name="padding">What the next block needs.</param>
    /// <param name="accumulate">Whether the input's gradient is added to what another branch left.</param>
    public Activation Bind(Workspace workspace, Activation input, List<IPass> passes, int padding, bool accumulate = false)
    {
        Activation output = Activation.Allocate(workspace, _conv.OutputLength(input.Value.Length), _conv.Outputs, padding);
        passes.Add(workspace.Training
            ? new TrainingPass(_conv, _norm, workspace, input, output, accumulate)
            : new InferencePass(_conv, _norm, workspace, input, output));
        return output;
    }

    /// <summary>Normalises with the running statistics, folded into the weights as they are when it is bound.</summary>
    private sealed class InferencePass : IPass
    {
        private readonly Conv1d _conv;
        private readonly Activation _input;
        private readonly Activation _output;
        private readonly bool _relu;
        private readonly BatchNormState _state;
        private readonly Conv1dState _convState;

        public InferencePass(Conv1d conv, BatchNorm1d norm, Workspace workspace, Activation input, Activation output)
        {
            (_conv, _input, _output, _relu) = (conv, input, output, norm.Relu);
            _state = new BatchNormState(1, conv.Outputs);
            _convState = conv.Allocate(input.Value.Length, workspace.Scratch, training: false, inputGradient: false);
            norm.FinishInference(_state);
            conv.PrepareFolded(_convState, _state);
        }

        public long Operations => _conv.Operations(_input.Value.Length);

        public IReadOnlyList<Activation> Inputs => [_input];

        public IReadOnlyList<Activation> Outputs => [_output];

        public void Forward(int samples)
        {
            for (int n = 0; n < samples; n++)
                _conv.ForwardFolded(_input.Value[n], _output.Value[n], _convState, _state, _relu);
        }

        public void Backward(int samples) => throw new InvalidOperationException("This pass was allocated for inference.");
    }

    private sealed class TrainingPass : IPass
    {
        private readonly Conv1d _conv;
        private readonly BatchNorm1d _norm;
        private readonly Activation _input;
        private readonly Activation _output;
        private readonly bool _accumulate;
        private readonly Tensor _convolved;
        private readonly BatchNormState _state;
        private readonly Tensor _dConvolved;
        private readonly Conv1dState _convState;

        public TrainingPass(Conv1d conv, BatchNorm1d norm, Workspace workspace, Activation input, Activation output, bool accumulate)
        {
            (_conv, _norm, _input, _output, _accumulate) = (conv, norm, input, output, accumulate);
            _convolved = new Tensor(workspace.Samples, output.Value.Length, conv.Outputs);
            _state = new BatchNormState(workspace.Samples, conv.Outputs);
            // One sample's gradient of the convolution is used up at once, so one sample's memory holds them all.
            _dConvolved = new Tensor(1, output.Value.Length, conv.Outputs, conv.Padding);
            _convState = conv.Allocate(input.Value.Length, workspace.Scratch, training: true, inputGradient: input.WantsGradient);
        }

        public long Operations => _conv.Operations(_input.Value.Length) * (_input.WantsGradient ? 3 : 2);

        public IReadOnlyList<Activation> Inputs => [_input];

        public IReadOnlyList<Activation> Outputs => [_output];

        public void Forward(int samples)
        {
            _conv.Prepare(_convState);
            for (int n = 0; n < samples; n++)
            {
                _conv.Forward(_input.Value[n], _convolved[n], _convState);
                _norm.Measure(_convolved[n], _state, n);
            }

            _norm.FinishTraining(_state, samples, _convolved.Length);
            for (int n = 0; n < samples; n++)
                _norm.Forward(_convolved[n], _output.Value[n], _state);
        }

        public void Backward(int samples)
        {
            Tensor dOutput = _output.Gradient!;
            for (int n = 0; n < samples; n++)
                _norm.BackwardMeasure(_convolved[n], dOutput[n], _state, n);
            _norm.BackwardFinish(_state, samples, _convolved.Length);
            _conv.PrepareBackward(_convState);

            Sample dConvolved = _dConvolved[0];
            for (int n = 0; n < samples; n++)
            {
                _norm.Backward(_convolved[n], dOutput[n], dConvolved, _state);
                _conv.BackwardWeight(_input.Value[n], dConvolved, _convState);
                if (_input.Gradient != null)
                    _conv.BackwardInput(dConvolved, _input.Gradient[n], _convState, _accumulate);
            }

            _conv.FinishBackward(_convState);
        }
    }
}
