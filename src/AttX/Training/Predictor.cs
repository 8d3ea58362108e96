using AttX.Models;
using AttX.Models.Execution;
using AttX.Nn.Losses;

namespace AttX.Training;

/// <summary>
/// Predicts class probabilities of one window after another, with running statistics (inference mode). Keeps its memory: predicting
/// allocates nothing. Uses the network's weights at its creation. Not thread-safe, although the network is.
/// </summary>
/// <param name="net">The network, trained.</param>
/// <param name="windowSamples">Time steps of a window.</param>
public sealed class Predictor(AttXNet net, int windowSamples)
{
    // One window at a time: its activations, unlike a batch's, stay in the cache from layer to layer.
    private readonly AttXNetPass _pass = new(net, 1, windowSamples, training: false);

    /// <summary>Theta of the last window (sample 0), one map per connection; empty without attention.</summary>
    public IReadOnlyList<AttentionMap> Attention => _pass.Attention;

    /// <summary>Returns the input of one branch, to be filled before <see cref="Predict(Span{float})"/>: (windowSamples × axes).</summary>
    public Span<float> Input(int branch) => _pass.Input(branch, 0);

    /// <summary>Returns the input for the window's features, as <see cref="AttXNetPass.Features"/>.</summary>
    public Span<float> Features => _pass.Features(0);

    /// <summary>Returns which branches' sensors the window has, as <see cref="AttXNetPass.Present"/>; stays as set for the next window.</summary>
    /// <exception cref="InvalidOperationException">The network needs all of its sensors.</exception>
    public Span<bool> Present => _pass.Present(0);

    /// <summary>Sets the embeddings of the windows before those to come, as <see cref="AttXNetPass.Continue"/>; they stay until set again.</summary>
    public void Continue(ReadOnlySpan<float> embeddings) => _pass.Continue(embeddings);

    /// <summary>The embedding of the last window; empty for a network without context.</summary>
    public ReadOnlySpan<float> Embedding => _pass.Embedding(0);

    /// <summary>Predicts the probabilities of the window in the inputs.</summary>
    /// <param name="probabilities">Receives one per class.</param>
    public void Predict(Span<float> probabilities)
    {
        _pass.Forward(1);
        SoftmaxCrossEntropy.Softmax(_pass.Logits(0), probabilities);
    }

    /// <summary>Predicts the probabilities of many windows: windows × classes, row by row; the context of each begins with its chunk.</summary>
    public float[] Predict(LabelledWindows windows)
    {
        int classes = net.Options.Classes;
        float[] probabilities = new float[checked(windows.Count * classes)];
        ContextMemory memory = new(net.Options.ContextWindows, windows.HopSamples, _pass.Embedding(0).Length);
        foreach ((int first, int count) in windows.Chunks)
        {
            memory.Clear();
            for (int window = first; window < first + count; window++)
            {
                for (int branch = 0; branch < net.BranchNames.Count; branch++)
                    windows.Signal(branch, window).CopyTo(Input(branch));
                windows.CopyFeatures(window, [], Features);
                Continue(memory.Before(windows.StartSample(window)));
                Predict(probabilities.AsSpan(window * classes, classes));
                if (windows.IsGood(window))
                    memory.Add(windows.StartSample(window), Embedding);
            }
        }

        return probabilities;
    }

    /// <summary>Returns the index of the largest value; the first of several.</summary>
    public static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[best])
                best = i;
        return best;
    }
}
