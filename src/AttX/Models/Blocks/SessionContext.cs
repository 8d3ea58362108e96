using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models.Blocks;

/// <summary>
/// Context of a session: an embedding of each window, e = ReLU(W f + b) of its fused vector f, and a gated recurrent unit over the embeddings of
/// the windows before it and its own, from the zero state. The head continues with f and the state, side by side.
/// </summary>
internal sealed class SessionContext
{
    /// <summary>Length of the state.</summary>
    public const int StateLength = 32;

    private readonly Linear _embedding;
    private readonly GatedRecurrentUnit _unit;

    /// <summary>Registers context.embedding and context.gru.</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="inputs">Length of the fused vector.</param>
    public SessionContext(ParameterArena arena, int inputs)
    {
        _embedding = new Linear(arena, "context.embedding", inputs, PassContext.EmbeddingLength, relu: true);
        _unit = new GatedRecurrentUnit(arena, "context.gru", PassContext.EmbeddingLength, StateLength);
    }

    /// <summary>Binds the context to the fused vectors; the result is (·, 1, inputs + state).</summary>
    public Activation Bind(Workspace workspace, Activation fused, List<IOperation> operations)
    {
        Operation operation = new(this, workspace, fused);
        operations.Add(operation);
        return operation.Outputs[0];
    }

    private sealed class Operation : IOperation
    {
        private readonly SessionContext _block;
        private readonly Activation _fused, _output;
        private readonly PassContext _context;
        private readonly Tensor _embeddings, _states, _earlierStates, _dStates, _dEmbedding, _dFused;
        private readonly GatedRecurrentState _saved, _unsaved;

        public Operation(SessionContext block, Workspace workspace, Activation fused)
        {
            (_block, _fused, _context) = (block, fused, workspace.Context!);
            int samples = workspace.Samples;
            _output = Activation.Allocate(workspace, 1, fused.Value.Channels + StateLength);
            (_embeddings, _states) = (new Tensor(samples, 1, PassContext.EmbeddingLength), new Tensor(samples, 1, StateLength));
            (_earlierStates, _dEmbedding) = (new Tensor(2, 1, StateLength), new Tensor(1, 1, PassContext.EmbeddingLength));
            _dFused = new Tensor(1, 1, fused.Value.Channels);
            _dStates = new Tensor(workspace.Training ? samples : 0, 1, StateLength);
            (_saved, _unsaved) = (block._unit.Allocate(samples), block._unit.Allocate(1));
            _context.Embeddings = _embeddings;
        }

        public long FloatingPointOperations => 2L * PassContext.EmbeddingLength * (_fused.Value.Channels + 3 * StateLength) * (_output.WantsGradient ? 3 : 1)
            + 6L * StateLength * StateLength * (_output.WantsGradient ? 3 : 1);

        public IReadOnlyList<Activation> Inputs => [_fused];

        public IReadOnlyList<Activation> Outputs => [_output];

        public void Forward(int sample)
        {
            _block._embedding.Forward(_fused.Value[sample], _embeddings[sample]);
            _block._unit.Forward(_embeddings[sample], Before(sample) ?? AfterEarlier(), _states[sample], _saved, sample);
            ChannelConcatenation.Forward(_fused.Value[sample], null, _output.Value[sample], 0);
            ChannelConcatenation.Forward(_states[sample], null, _output.Value[sample], _fused.Value.Channels);
        }

        public void Backward(int sample)
        {
        }

        /// <summary>Goes back through time: a later sample's state adds to the gradient of the one that it continues.</summary>
        public void FinishBackward(int samples)
        {
            for (int n = 0; n < samples; n++)
            {
                Sample dFused = _fused.Gradient![n];
                dFused.Values.Clear();
                _dStates[n].Values.Clear();
                ChannelConcatenation.Backward(_fused.Value[n], null, _output.Gradient![n], 0, dFused, null);
                ChannelConcatenation.Backward(_states[n], null, _output.Gradient![n], dFused.Channels, _dStates[n], null);
            }

            for (int n = samples - 1; n >= 0; n--)
            {
                int previous = _context.Previous[n];
                _block._unit.Backward(
                    _embeddings[n], Before(n), _dStates[n], _dEmbedding[0], previous < 0 ? null : _dStates[previous], _saved, n);
                _block._embedding.Backward(_fused.Value[n], _embeddings[n], _dEmbedding[0], _dFused[0]);
                Span<float> sum = _fused.Gradient![n].Values, part = _dFused[0].Values;
                for (int i = 0; i < sum.Length; i++)
                    sum[i] += part[i];
            }
        }

        private Sample? Before(int sample) => _context.Previous[sample] is >= 0 and var previous ? _states[previous] : null;

        /// <summary>Returns the state after the embeddings of earlier windows; null if there are none.</summary>
        private Sample? AfterEarlier()
        {
            Sample? state = null;
            for (int i = 0; i < _context.EarlierCount; i++)
            {
                Sample next = _earlierStates[i % 2];
                _block._unit.Forward(_context.Earlier[i], state, next, _unsaved, 0);
                state = next;
            }

            return state;
        }
    }
}
