using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models;

/// <summary>
/// The attentive cross-modal connection (Bhatti et al. 2021, equations 1 to 5) of d streams: theta by
/// <see cref="ModalityAttention"/>; Ẑ_i = theta_i ⊙ Z_i; a receiving stream continues with
/// BatchNorm1d(concat(Z_own, Ẑ_i for each sender i)), along the channels; any other with its Z as it is.
/// </summary>
internal sealed class CrossModalAttention
{
    private readonly ModalityAttention? _attention;
    private readonly IReadOnlyList<IReadOnlyList<int>> _senders;
    private readonly BatchNorm1d?[] _norms;
    private readonly int _channels;

    /// <summary>Registers the connection under name.</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="name">"attx1", …</param>
    /// <param name="streams">The streams' names.</param>
    /// <param name="channels">Channels of every stream at this stage.</param>
    /// <param name="senders">For each stream, those it receives from.</param>
    /// <param name="attention">False: theta = 1.</param>
    /// <param name="scope">How theta is computed.</param>
    public CrossModalAttention(
        ParameterArena arena,
        string name,
        IReadOnlyList<string> streams,
        int channels,
        IReadOnlyList<IReadOnlyList<int>> senders,
        bool attention,
        AttentionScope scope)
    {
        (_channels, _senders) = (channels, senders);
        if (attention)
            _attention = new ModalityAttention(arena, name, streams.Count, channels, scope == AttentionScope.TimeStep);
        _norms = [.. streams.Select((stream, i) => senders[i].Count == 0
            ? null
            : new BatchNorm1d(arena, $"{name}.bn_{stream}", OutputChannels(i), relu: false))];
    }

    /// <summary>Channels with which a stream continues.</summary>
    public int OutputChannels(int stream) => _channels * (1 + _senders[stream].Count);

    /// <summary>Binds the connection to the streams.</summary>
    public IReadOnlyList<Activation> Bind(Workspace workspace, IReadOnlyList<Activation> z, List<IPass> passes, int padding)
    {
        Pass pass = new(this, workspace, z, padding);
        passes.Add(pass);
        return pass.Outputs;
    }

    private sealed class Pass : IPass
    {
        private readonly CrossModalAttention _connection;
        private readonly Workspace _workspace;
        private readonly IReadOnlyList<Activation> _z;
        private readonly Activation[] _theta;
        private readonly Tensor?[] _concatenated;
        private readonly BatchNormState?[] _states;
        private readonly Tensor?[] _dConcatenated;

        // Kept, so that a step allocates nothing.
        private readonly Sample[] _zSamples;
        private readonly Sample[] _thetaSamples;
        private readonly Sample[] _dThetaSamples;
        private readonly Sample[] _dzSamples;

        public Pass(CrossModalAttention connection, Workspace workspace, IReadOnlyList<Activation> z, int padding)
        {
            (_connection, _workspace, _z) = (connection, workspace, z);
            (_zSamples, _thetaSamples) = (new Sample[z.Count], new Sample[z.Count]);
            (_dThetaSamples, _dzSamples) = (new Sample[z.Count], new Sample[z.Count]);
            int length = z[0].Value.Length;
            _theta = connection._attention == null ? [] : [.. z.Select(_ => Activation.Allocate(workspace, length, connection._channels))];
            Tensor?[] PerReceiver(int samples) => [.. connection._norms.Select(
                norm => norm == null ? null : new Tensor(samples, length, norm.Channels))];
            _concatenated = PerReceiver(workspace.Samples);
            _dConcatenated = workspace.Training ? PerReceiver(1) : [];
            _states = [.. connection._norms.Select(norm => norm == null ? null : new BatchNormState(workspace.Samples, norm.Channels))];
            Outputs = [.. connection._norms.Select((norm, i) => norm == null
                ? z[i]
                : Activation.Allocate(workspace, length, norm.Channels, padding))];
        }

        public IReadOnlyList<Activation> Outputs { get; }

        public void Forward(int samples)
        {
            for (int n = 0; n < samples; n++)
                ForwardSample(n);
            for (int i = 0; i < _z.Count; i++)
            {
                if (_connection._norms[i] is not { } norm)
                    continue;
                if (_workspace.Training)
                    norm.FinishTraining(_states[i]!, samples, Outputs[i].Value.Length);
                else
                    norm.FinishInference(_states[i]!);
                for (int n = 0; n < samples; n++)
                    norm.Forward(_concatenated[i]![n], Outputs[i].Value[n], _states[i]!);
            }
        }

        public void Backward(int samples)
        {
            for (int i = 0; i < _z.Count; i++)
            {
                if (_connection._norms[i] is not { } norm)
                    continue;
                for (int n = 0; n < samples; n++)
                    norm.BackwardMeasure(_concatenated[i]![n], Outputs[i].Gradient![n], _states[i]!, n);
                norm.BackwardFinish(_states[i]!, samples, Outputs[i].Value.Length);
            }

            for (int n = 0; n < samples; n++)
                BackwardSample(n);
        }

        private void ForwardSample(int n)
        {
            _connection._attention?.Forward(Values(_z, n, _zSamples), Values(_theta, n, _thetaSamples));
            for (int i = 0; i < _z.Count; i++)
            {
                if (_concatenated[i] is not { } y)
                    continue;
                ChannelConcatenation.Forward(_z[i].Value[n], null, y[n], 0);
                for (int k = 0; k < _connection._senders[i].Count; k++)
                {
                    int sender = _connection._senders[i][k];
                    ChannelConcatenation.Forward(_z[sender].Value[n], Theta(sender, n), y[n], (k + 1) * _connection._channels);
                }

                if (_workspace.Training)
                    _connection._norms[i]!.Measure(y[n], _states[i]!, n);
            }
        }

        private void BackwardSample(int n)
        {
            // A stream that passes its Z on holds the next stage's gradient already; a receiving one starts from zero.
            for (int i = 0; i < _z.Count; i++)
                if (_connection._norms[i] != null)
                    _z[i].Gradient![n].Values.Clear();
            foreach (Activation theta in _theta)
                theta.Gradient![n].Values.Clear();

            for (int i = 0; i < _z.Count; i++)
            {
                if (_connection._norms[i] is not { } norm)
                    continue;
                Sample dy = _dConcatenated[i]![0];
                norm.Backward(_concatenated[i]![n], Outputs[i].Gradient![n], dy, _states[i]!);
                ChannelConcatenation.Backward(_z[i].Value[n], null, dy, 0, _z[i].Gradient![n], null);
                for (int k = 0; k < _connection._senders[i].Count; k++)
                {
                    int sender = _connection._senders[i][k];
                    ChannelConcatenation.Backward(
                        _z[sender].Value[n],
                        Theta(sender, n),
                        dy,
                        (k + 1) * _connection._channels,
                        _z[sender].Gradient![n],
                        _theta.Length == 0 ? null : _theta[sender].Gradient![n]);
                }
            }

            _connection._attention?.Backward(
                Values(_z, n, _zSamples), Values(_theta, n, _thetaSamples), Gradients(_theta, n, _dThetaSamples), Gradients(_z, n, _dzSamples));
        }

        private Sample? Theta(int stream, int n) => _theta.Length == 0 ? null : _theta[stream].Value[n];

        private static ReadOnlySpan<Sample> Values(IReadOnlyList<Activation> activations, int n, Sample[] into)
        {
            for (int i = 0; i < activations.Count; i++)
                into[i] = activations[i].Value[n];
            return into;
        }

        private static ReadOnlySpan<Sample> Gradients(IReadOnlyList<Activation> activations, int n, Sample[] into)
        {
            for (int i = 0; i < activations.Count; i++)
                into[i] = activations[i].Gradient![n];
            return into;
        }
    }
}
