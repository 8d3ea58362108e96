using AttX.Models.Execution;
using AttX.Nn.Layers;

namespace AttX.Models.Blocks;

/// <summary>Batch normalisation of a bound input that has no other reader.</summary>
internal sealed class NormOperation : IOperation
{
    private readonly BatchNorm1d _norm;
    private readonly Activation _input;
    private readonly Activation _output;
    private readonly Workspace _workspace;
    private readonly BatchNormState _state;

    private NormOperation(BatchNorm1d norm, Workspace workspace, Activation input, Activation output)
    {
        (_norm, _workspace, _input, _output) = (norm, workspace, input, output);
        _state = new BatchNormState(workspace.Samples, norm.Channels);
        if (!workspace.Training)
            norm.FinishInference(_state);
    }

    public IReadOnlyList<Activation> Inputs => [_input];

    public IReadOnlyList<Activation> Outputs => [_output];

    /// <summary>Binds the layer to its input.</summary>
    public static Activation Bind(BatchNorm1d norm, Workspace workspace, Activation input, List<IOperation> operations, int padding)
    {
        Activation output = Activation.Allocate(workspace, input.Value.Length, norm.Channels, padding);
        operations.Add(new NormOperation(norm, workspace, input, output));
        return output;
    }

    public void Forward(int sample)
    {
        if (_workspace.Training)
            _norm.Measure(_input.Value[sample], _state, sample);
    }

    public void FinishForward(int samples)
    {
        if (_workspace.Training)
            _norm.FinishTraining(_state, samples, _input.Value.Length, _workspace.BatchNormMomentum);
    }

    public void CompleteForward(int sample) => _norm.Forward(_input.Value[sample], _output.Value[sample], _state);

    public void Backward(int sample) => _norm.BackwardMeasure(_input.Value[sample], _output.Gradient![sample], _state, sample);

    public void FinishBackward(int samples) => _norm.BackwardFinish(_state, samples, _input.Value.Length);

    public void CompleteBackward(int sample) =>
        _norm.Backward(_input.Value[sample], _output.Gradient![sample], _input.Gradient![sample], _state);
}
