using AttX.Models;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using AttX.Training;

namespace AttX.Tests.Training;

/// <summary>Small, easily classified windows: noise plus a sine whose frequency depends on the state.</summary>
internal static class SyntheticWindows
{
    public const int Length = 64;

    /// <summary>A network small enough to train in a test.</summary>
    public static AttXNetOptions Options { get; } = new() { Widths = [4, 4, 8] };

    /// <summary>Windows in the order baseline, stress, amusement, meditation, baseline, ….</summary>
    public static WindowSet Set(string name, int windows, float scale = 1)
    {
        Window[] states = [.. Enumerable.Range(0, windows).Select(i => new Window(i * Length, StudyLabels.Legend[(byte)(1 + (i % 4))]))];
        return new WindowSet
        {
            Subject = name,
            Spec = new WindowSpec(Length, 1, 0),
            Modalities = [Modality.Ecg, Modality.Eda],
            Windows = states,
            Signals = [Signal(name + "/0", states, scale), Signal(name + "/1", states, scale)],
            Statistics = [new ChannelStatistics(1, 0, 1), new ChannelStatistics(1, 0, 1)],
        };
    }

    /// <summary>A number of windows of two classes.</summary>
    public static LabelledWindows Labelled(int windows, float scale = 1, string name = "S")
    {
        // Every fourth window is meditation, which is not used.
        LabelledWindows all = new([Set(name, windows + ((windows - 1) / 3), scale)], AffectTasks.Stress);
        Assert.Equal(windows, all.Count);
        return all;
    }

    private static float[] Signal(string name, Window[] states, float scale)
    {
        float[] values = Golden.Hashed(name, states.Length * Length, -1, 1);
        for (int i = 0; i < values.Length; i++)
        {
            double cycles = states[i / Length].Label == "stress" ? 7 : 2;
            values[i] = (float)(scale * ((values[i] / 2) + Math.Sin(2 * Math.PI * cycles * i / Length)));
        }

        return values;
    }
}
