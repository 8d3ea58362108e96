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
        Pass pass = new(this, workspace, input, padding, accumulate);
        passes.Add(pass);
        return pass.Output;
    }

    private sealed class Pass : IPass
    {
        private readonly ConvBlock _block;
        private readonly Workspace _workspace;
        private readonly Activation _input;
        private readonly bool _accumulate;
        private readonly Tensor _convolved;
        private readonly BatchNormState _state;
        private readonly Tensor? _dConvolved;
        private readonly Tensor? _flipped;

        public Pass(ConvBlock block, Workspace workspace, Activation input, int padding, bool accumulate)
        {
            (_block, _workspace, _input, _accumulate) = (block, workspace, input, accumulate);
            Conv1d conv = block._conv;
            int length = conv.OutputLength(input.Value.Length);
            _convolved = new Tensor(workspace.Samples, length, conv.Outputs);
            _state = new BatchNormState(workspace.Samples, conv.Outputs);
            Output = Activation.Allocate(workspace, length, conv.Outputs, padding);
            if (workspace.Training)
                _dConvolved = new Tensor(1, length, conv.Outputs, conv.Padding);
            if (input.Gradient != null)
                _flipped = conv.AllocateFlipped();
        }

        public Activation Output { get; }

        public void Forward(int samples)
        {
            BatchNorm1d norm = _block._norm;
            for (int n = 0; n < samples; n++)
            {
                _block._conv.Forward(_input.Value[n], _convolved[n]);
                if (_workspace.Training)
                    norm.Measure(_convolved[n], _state, n);
            }

            if (_workspace.Training)
                norm.FinishTraining(_state, samples, _convolved.Length);
            else
                norm.FinishInference(_state);
            for (int n = 0; n < samples; n++)
                norm.Forward(_convolved[n], Output.Value[n], _state);
        }

        public void Backward(int samples)
        {
            (Conv1d conv, BatchNorm1d norm) = (_block._conv, _block._norm);
            Tensor dOutput = Output.Gradient!;
            for (int n = 0; n < samples; n++)
                norm.BackwardMeasure(_convolved[n], dOutput[n], _state, n);
            norm.BackwardFinish(_state, samples, _convolved.Length);
            if (_flipped != null)
                conv.FlipWeight(_flipped[0]);

            // One sample's gradient of the convolution is used up at once, so one sample's memory holds them all.
            Sample dConvolved = _dConvolved![0];
            for (int n = 0; n < samples; n++)
            {
                norm.Backward(_convolved[n], dOutput[n], dConvolved, _state);
                conv.BackwardWeight(_input.Value[n], dConvolved);
                if (_flipped != null)
                    conv.BackwardInput(dConvolved, _input.Gradient![n], _flipped[0], _accumulate);
            }
        }
    }
}
