using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models.Connections;

/// <summary>
/// The attentive cross-modal connection (Bhatti et al. 2021, equations 1 to 5) of d branches: theta by
/// <see cref="ModalityAttention"/>, or 1/d, or 1; Ẑ_i = theta_i ⊙ Z_i; a receiving branch continues with
/// BatchNorm1d(concat(Z_own, Ẑ_i for each sender i)), along the channels, or with BatchNorm1d of the sum of these; any other with its unchanged Z.
/// The Z of a branch whose sensor is absent is 0 in all of these, and the softmax is that of the others.
/// </summary>
internal sealed class CrossModalAttention : IConnection
{
    private readonly ModalityAttention? _attention;
    private readonly IReadOnlyList<IReadOnlyList<int>> _senders;
    private readonly BatchNorm1d?[] _norms;
    private readonly IReadOnlyList<string> _branches;
    private readonly int _stage;
    private readonly int _channels;
    private readonly bool _isFixed;
    private readonly bool _isSum;

    /// <summary>Registers the connection's parameters under "attx1", ….</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="shape">Its place and form.</param>
    public CrossModalAttention(ParameterArena arena, ConnectionShape shape)
    {
        (_stage, _branches, _channels, _senders) = (shape.Stage, shape.Names, shape.Channels, shape.Senders);
        (_isFixed, _isSum) = (shape.Attention && shape.FixedAttention, shape.Merge == ConnectionMerge.Sum);
        string name = $"attx{_stage}";
        if (shape.Attention && !_isFixed)
            _attention = new ModalityAttention(
                arena, name, _branches.Count, _channels, shape.AttentionScope == AttentionScope.TimeStep, shape.GlorotAttention);
        _norms = [.. _branches.Select((branch, i) => _senders[i].Count == 0
            ? null
            : new BatchNorm1d(arena, $"{name}.bn_{branch}", OutputChannels(i), relu: false))];
    }

    /// <inheritdoc/>
    public int OutputChannels(int branch) => _isSum ? _channels : _channels * (1 + _senders[branch].Count);

    /// <inheritdoc/>
    public IReadOnlyList<Activation> Bind(
        Workspace workspace, IReadOnlyList<Activation> z, IReadOnlyList<Activation> inputs, List<IOperation> operations, int padding)
    {
        Operation operation = new(this, workspace, z, padding);
        operations.Add(operation);
        return operation.Outputs;
    }

    /// <summary>The first channel of what the k-th sender sends.</summary>
    private int Offset(int k) => _isSum ? 0 : (k + 1) * _channels;

    private sealed class Operation : IOperation
    {
        private readonly CrossModalAttention _connection;
        private readonly Workspace _workspace;
        private readonly IReadOnlyList<Activation> _z;
        private readonly Tensor[] _theta;
        private readonly Tensor[] _dTheta;
        private readonly Tensor?[] _concatenated;
        private readonly BatchNormState?[] _states;
        private readonly Tensor?[] _dConcatenated;

        // One sample of each, kept so that a step allocates nothing.
        private readonly Sample[] _zSample;
        private readonly Sample[] _dzSample;
        private readonly Sample[] _thetaSample;
        private readonly Sample[] _dThetaSample;

        // Stands for the Z of a branch whose sensor is absent, and receives its gradient, which nobody reads.
        private readonly Tensor? _zero;
        private readonly Tensor? _unread;

        public Operation(CrossModalAttention connection, Workspace workspace, IReadOnlyList<Activation> z, int padding)
        {
            (_connection, _workspace, _z) = (connection, workspace, z);
            int length = z[0].Value.Length;
            Tensor[] PerBranch(int samples) => connection._attention == null && !connection._isFixed ? [] :
                [.. z.Select(_ => new Tensor(samples, length, connection._channels))];
            _theta = PerBranch(workspace.Samples);
            if (connection._attention != null)
                workspace.Attention.Add(new AttentionMap(connection._stage, connection._branches, _theta));
            // A sample's gradient is consumed at once, so all samples share the memory of one.
            _dTheta = workspace.Training ? PerBranch(1) : [];
            (_zSample, _dzSample, _thetaSample) = (new Sample[z.Count], new Sample[z.Count], new Sample[_theta.Length]);
            _dThetaSample = [.. _dTheta.Select(theta => theta[0])];
            if (workspace.Presence != null)
                (_zero, _unread) = (new Tensor(1, length, connection._channels), new Tensor(1, length, connection._channels));
            Tensor?[] PerReceiver(int samples) => [.. connection._norms.Select(
                norm => norm == null ? null : new Tensor(samples, length, norm.Channels))];
            _concatenated = PerReceiver(workspace.Samples);
            _dConcatenated = workspace.Training ? PerReceiver(1) : [];
            _states = [.. connection._norms.Select(norm => norm == null ? null : new BatchNormState(workspace.Samples, norm.Channels))];
            Outputs = [.. connection._norms.Select((norm, i) => norm == null
                ? z[i]
                : Activation.Allocate(workspace, length, norm.Channels, padding))];
            for (int i = 0; i < z.Count && !workspace.Training; i++)
                connection._norms[i]?.FinishInference(_states[i]!);
        }

        public IReadOnlyList<Activation> Inputs => _z;

        public IReadOnlyList<Activation> Outputs { get; }

        public void Forward(int n)
        {
            Select(n);
            _connection._attention?.Forward(_zSample, _thetaSample, Present(n));
            for (int i = 0; i < _z.Count; i++)
            {
                if (_concatenated[i] is not { } y)
                    continue;
                ChannelConcatenation.Forward(_zSample[i], null, y[n], 0);
                for (int k = 0; k < _connection._senders[i].Count; k++)
                {
                    int sender = _connection._senders[i][k];
                    ChannelConcatenation.Forward(
                        _zSample[sender], Of(_thetaSample, sender), y[n], _connection.Offset(k), accumulate: _connection._isSum);
                }

                if (_workspace.Training)
                    _connection._norms[i]!.Measure(y[n], _states[i]!, n);
            }
        }

        public void FinishForward(int samples)
        {
            for (int i = 0; i < _z.Count && _workspace.Training; i++)
                _connection._norms[i]?.FinishTraining(_states[i]!, samples, Outputs[i].Value.Length, _workspace.BatchNormMomentum);
        }

        public void CompleteForward(int sample)
        {
            for (int i = 0; i < _z.Count; i++)
                _connection._norms[i]?.Forward(_concatenated[i]![sample], Outputs[i].Value[sample], _states[i]!);
        }

        public void Backward(int sample)
        {
            for (int i = 0; i < _z.Count; i++)
                _connection._norms[i]?.BackwardMeasure(_concatenated[i]![sample], Outputs[i].Gradient![sample], _states[i]!, sample);
        }

        public void FinishBackward(int samples)
        {
            for (int i = 0; i < _z.Count; i++)
                _connection._norms[i]?.BackwardFinish(_states[i]!, samples, Outputs[i].Value.Length);
        }

        public void CompleteBackward(int n)
        {
            Select(n);
            for (int i = 0; i < _z.Count; i++)
            {
                _dzSample[i] = _z[i].Gradient![n];
                // A branch that passes its Z on already holds the next stage's gradient; a receiving one starts from zero.
                if (_connection._norms[i] != null)
                    _dzSample[i].Values.Clear();
                if (!IsPresent(i, n))
                    _dzSample[i] = _unread![0];
            }

            foreach (Sample dTheta in _dThetaSample)
                dTheta.Values.Clear();

            for (int i = 0; i < _z.Count; i++)
            {
                if (_connection._norms[i] is not { } norm)
                    continue;
                Sample dy = _dConcatenated[i]![0];
                norm.Backward(_concatenated[i]![n], Outputs[i].Gradient![n], dy, _states[i]!);
                ChannelConcatenation.Backward(_zSample[i], null, dy, 0, _dzSample[i], null);
                for (int k = 0; k < _connection._senders[i].Count; k++)
                {
                    int sender = _connection._senders[i][k];
                    ChannelConcatenation.Backward(
                        _zSample[sender],
                        Of(_thetaSample, sender),
                        dy,
                        _connection.Offset(k),
                        _dzSample[sender],
                        Of(_dThetaSample, sender));
                }
            }

            _connection._attention?.Backward(_zSample, _thetaSample, _dThetaSample, _dzSample, Present(n));
        }

        private ReadOnlySpan<bool> Present(int sample) => _workspace.Presence is { } presence ? presence.Of(sample) : [];

        private bool IsPresent(int branch, int sample) => _workspace.Presence == null || _workspace.Presence.Of(sample)[branch];

        private void Select(int n)
        {
            for (int i = 0; i < _zSample.Length; i++)
                _zSample[i] = IsPresent(i, n) ? _z[i].Value[n] : _zero![0];
            for (int i = 0; i < _thetaSample.Length; i++)
                _thetaSample[i] = _theta[i][n];
            if (_connection._isFixed)
                Fix(Present(n));
        }

        /// <summary>Gives every branch the same theta; that of an absent one meets a Z of 0.</summary>
        private void Fix(ReadOnlySpan<bool> present)
        {
            float theta = 1f / (present.IsEmpty ? _z.Count : present.Count(true));
            foreach (Sample sample in _thetaSample)
                sample.Values.Fill(theta);
        }

        /// <summary>Returns a branch's sample, or none without attention.</summary>
        private static Sample? Of(Sample[] samples, int branch) => samples.Length == 0 ? null : samples[branch];
    }
}
