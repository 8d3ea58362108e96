using AttX.Ground;
using AttX.Models;
using AttX.Nn.Optimizers;
using AttX.Signals;

namespace AttX.Training;

/// <summary>
/// Trains a network on <see cref="PretextTask"/>. In each epoch every window asks, at random, one of two things: with each branch's window
/// transformed at random, which transformations these are; or, untransformed and with one of them taken from another moment of the same
/// recording in half of the cases, whether they are of one moment.
/// </summary>
internal sealed class PretextTrainer
{
    // A recording hardly longer than a window may have no other moment.
    private const int Tries = 20;

    private readonly AttXNet _net;
    private readonly AttXNetPass _pass;
    private readonly Adam _adam;
    private readonly PretextTask _task;
    private readonly Transformer _transformer;
    private readonly (WindowSet Set, int[] Usable, int Window)[] _windows;
    private readonly ulong _seed;
    private readonly int[] _answers;
    private readonly List<PretextEpoch> _history = [];

    /// <summary>Creates a trainer.</summary>
    /// <param name="net">The network, with the task's outputs.</param>
    /// <param name="options">Batch size, learning rate and weight decay.</param>
    /// <param name="sets">Recordings' windows, standardised, in the order of the branches, and which of them are used; at least 2 in all.</param>
    /// <param name="seed">Seed of everything random.</param>
    public PretextTrainer(AttXNet net, TrainingOptions options, IReadOnlyList<(WindowSet Set, int[] Usable)> sets, ulong seed)
    {
        (_net, _seed, _task) = (net, seed, new PretextTask(net.BranchNames.Count));
        _windows = [.. sets.SelectMany(s => s.Usable.Select(window => (s.Set, s.Usable, window)))];
        int length = sets[0].Set.Spec.WindowSamples;
        _pass = new AttXNetPass(net, Math.Min(options.BatchSize, _windows.Length), length, training: true);
        _adam = new Adam(net.Arena, options.LearningRate, options.WeightDecay);
        _transformer = new Transformer(length * net.Options.Branches.Max(b => b.Axes));
        _answers = new int[_pass.Samples * _task.Questions];
    }

    /// <summary>Summaries of the epochs done so far.</summary>
    public IReadOnlyList<PretextEpoch> History => _history;

    /// <summary>Runs an epoch.</summary>
    /// <param name="advanced">Receives the share of the epoch that is done.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="InvalidDataException">The loss is no longer finite.</exception>
    public void RunEpoch(Action<double> advanced, CancellationToken cancellation)
    {
        int epoch = _history.Count + 1, used = _windows.Length % _pass.Samples == 1 ? _windows.Length - 1 : _windows.Length;
        Rng rng = new(Rng.Derive(_seed, FormattableString.Invariant($"epoch {epoch}")));
        int[] order = [.. Enumerable.Range(0, _windows.Length)];
        rng.Shuffle(order);
        (int[] asked, int[] right) = (new int[_task.Questions], new int[_task.Questions]);
        double loss = 0;
        for (int first = 0; first < used; first += _pass.Samples)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(_pass.Samples, used - first);
            for (int n = 0; n < count; n++)
                Ask(n, _windows[order[first + n]], rng);
            _pass.Forward(count);
            Count(count, asked, right);
            loss += _pass.Backward(count, (n, logits, gradient) => _task.Loss(logits, AnswersOf(n), count, gradient));
            _adam.Step();
            if (!double.IsFinite(loss) || (first + count == used && !_net.Arena.IsFinite()))
                throw new InvalidDataException($"Pretraining diverged in epoch {epoch}: the loss is no longer finite. Lower --learning-rate.");
            advanced((double)(first + count) / used);
        }

        double[] shares = [.. asked.Zip(right, (all, known) => (double)known / Math.Max(all, 1))];
        int branches = _net.BranchNames.Count;
        _history.Add(new PretextEpoch(epoch, loss / used, shares[..branches], shares.Length > branches ? shares[branches] : null));
    }

    private Span<int> AnswersOf(int sample) => _answers.AsSpan(sample * _task.Questions, _task.Questions);

    private void Ask(int sample, (WindowSet Set, int[] Usable, int Window) item, Rng rng)
    {
        Span<int> answers = AnswersOf(sample);
        answers.Fill(PretextTask.NotAsked);
        int branches = _net.BranchNames.Count;
        for (int branch = 0; branch < branches; branch++)
            item.Set.Signal(branch, item.Window).CopyTo(_pass.Input(branch, sample));
        if (branches > 1 && rng.NextInt(2) == 0)
        {
            int? other = rng.NextInt(2) == PretextTask.OtherMoment ? Elsewhere(item, rng) : null;
            answers[branches] = other == null ? PretextTask.SameMoment : PretextTask.OtherMoment;
            if (other != null && rng.NextInt(branches) is var replaced)
                item.Set.Signal(replaced, other.Value).CopyTo(_pass.Input(replaced, sample));
            return;
        }

        for (int branch = 0; branch < branches; branch++)
        {
            answers[branch] = rng.NextInt(Transformer.Count);
            _transformer.Apply((Transformation)answers[branch], _pass.Input(branch, sample), _net.Options.Branches[branch].Axes, rng);
        }
    }

    /// <summary>Draws another window of the recording that does not overlap; null if none was found.</summary>
    private static int? Elsewhere((WindowSet Set, int[] Usable, int Window) item, Rng rng)
    {
        for (int i = 0; i < Tries; i++)
        {
            int other = item.Usable[rng.NextInt(item.Usable.Length)];
            if (Math.Abs(item.Set.Windows[other].StartSample - item.Set.Windows[item.Window].StartSample) >= item.Set.Spec.WindowSamples)
                return other;
        }

        return null;
    }

    private void Count(int samples, int[] asked, int[] right)
    {
        for (int n = 0; n < samples; n++)
            for (int question = 0; question < _task.Questions; question++)
                if (AnswersOf(n)[question] is var answer and not PretextTask.NotAsked)
                {
                    asked[question]++;
                    right[question] += Predictor.ArgMax(_pass.Logits(n)[_task.Of(question)]) == answer ? 1 : 0;
                }
    }
}
