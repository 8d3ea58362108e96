using AttX.Models.Branches;
using AttX.Models.Connections;
using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Kernels;
using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Tests.Models;

/// <summary>Compares the connection's gradients with finite differences in double precision, for any number of branches.</summary>
public class CrossModalAttentionTests
{
    private const int Samples = 2, Length = 5, Channels = 3;

    // Of the largest value.
    private const double ForwardTolerance = 1e-5, GradientTolerance = 1e-4;

    public static TheoryData<string, bool, AttentionScope, bool> Cases => new(
        from senders in new[] { "1,2|0|", "1|0|0,1", "|0,2|", "1|0", "|0", "1|", "1,2,3|0|3|0" }
        from way in new[] { (true, AttentionScope.Element), (true, AttentionScope.TimeStep), (false, AttentionScope.Element) }
        from absent in new[] { false, true }
        select (senders, way.Item1, way.Item2, absent));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_equal_finite_differences(string senders, bool attention, AttentionScope scope, bool absent)
    {
        int[][] from = [.. senders.Split('|').Select(s => s.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray())];
        ParameterArena arena = new();
        string[] names = [.. from.Select((_, i) => $"s{i}")];
        CrossModalAttention connection = new(arena, new ConnectionShape(1, [.. names.Select(name => new BranchSpec(name, BranchKind.Cnn))], Channels, from)
        {
            Attention = attention,
            AttentionScope = scope,
        });
        arena.Initialize(0);
        arena.ClearGradients();
        Parameter[] trained = [.. arena.Parameters.Where(p => !p.Name.Contains("running", StringComparison.Ordinal))];
        Dictionary<string, float[]> arguments = names.ToDictionary(n => n, n => Golden.Hashed($"{senders}/{n}", Samples * Length * Channels, -1, 1));
        foreach (Parameter parameter in trained)
        {
            arguments[parameter.Name] = Golden.Hashed($"{senders}/{parameter.Name}", parameter.Length, -1, 1);
            parameter.Import(arguments[parameter.Name], parameter.Values);
        }

        double[] Twin(Arguments a) => Forward(a, from, attention, scope, absent);
        double[] expected = Twin(Arguments.Of(arguments));
        float[] dOut = Golden.Hashed($"{senders}/dout", expected.Length, 0.5, 1.5);
        (float[] output, float[][] dz) = Run(connection, names, arguments, dOut, absent);
        Tolerance.Relative("output", output, expected, ForwardTolerance);
        Arguments gradients = FiniteDifferences.Gradients(Twin, Arguments.Of(arguments), dOut);
        for (int i = 0; i < names.Length; i++)
            Tolerance.Relative($"gradient of branch {i}", dz[i], gradients[names[i]], GradientTolerance);
        foreach (Parameter parameter in trained)
            Tolerance.Relative($"gradient of {parameter.Name}", parameter.Gradient.ToArray(), gradients[parameter.Name], GradientTolerance);
        GC.KeepAlive(arena);
    }

    // The branches' outputs one after another, each (samples, length, channels).
    private static double[] Forward(Arguments a, int[][] from, bool attention, AttentionScope scope, bool absent)
    {
        double[][] own = [.. from.Select((_, i) => a[$"s{i}"])], theta = [.. from.Select(_ => Array.Empty<double>())];
        bool IsPresent(int branch, int at) => !absent || Golden.IsPresent(at / (Length * Channels), branch);
        double[][] z = [.. own.Select((values, i) => values.Select((v, at) => IsPresent(i, at) ? v : 0).ToArray())];
        if (attention)
        {
            theta = [.. z.Select(s => new double[s.Length])];
            AttentionScoresReference.Run<double>(z, theta, Samples * Length, Channels, a["attx1.W"], a["attx1.w_u"]);
            foreach (double[] scores in scope == AttentionScope.TimeStep ? theta : [])
                for (int row = 0; row < scores.Length; row += Channels)
                    scores.AsSpan(row, Channels).Fill(scores[row..(row + Channels)].Sum());
            for (int i = 0; i < theta.Length; i++)
                theta[i] = [.. theta[i].Select((v, at) => IsPresent(i, at) ? v : -1e9)];
            ModalitySoftmaxReference.Run(theta);
        }

        return [.. from.SelectMany((senders, i) => senders.Length == 0 ? own[i] : Receive(a, i, senders, z, theta))];
    }

    // BatchNorm1d(concat(Z_own, theta_k ⊙ Z_k for each sender k)).
    private static double[] Receive(Arguments a, int own, int[] senders, double[][] z, double[][] theta)
    {
        int rows = Samples * Length, columns = Channels * (1 + senders.Length);
        double[] y = new double[rows * columns], mean = new double[columns], scale = new double[columns], shift = new double[columns];
        ChannelConcatReference.Run<double>(z[own], [], y, columns, 0, rows, Channels);
        for (int k = 0; k < senders.Length; k++)
            ChannelConcatReference.Run<double>(z[senders[k]], theta[senders[k]], y, columns, (k + 1) * Channels, rows, Channels);
        ChannelMomentsReference.Run<double>(y, rows, columns, mean, scale);
        for (int c = 0; c < columns; c++)
        {
            scale[c] = a[$"attx1.bn_s{own}.weight"][c] / Math.Sqrt((scale[c] / rows) + BatchNorm1d.Epsilon);
            shift[c] = a[$"attx1.bn_s{own}.bias"][c] - (mean[c] * scale[c]);
        }

        ChannelAffineReference.Run<double>(y, y, rows, columns, scale, shift, relu: false);
        return y;
    }

    private static (float[] Output, float[][] Dz) Run(
        CrossModalAttention connection, string[] names, Dictionary<string, float[]> arguments, float[] dOut, bool absent)
    {
        Workspace workspace = new(Samples, Training: true) { Presence = absent ? new Presence(Samples, names.Length) : null };
        for (int i = 0; i < Samples * names.Length && absent; i++)
            workspace.Presence!.Of(i / names.Length)[i % names.Length] = Golden.IsPresent(i / names.Length, i % names.Length);
        Activation[] z = [.. names.Select(_ => Activation.Allocate(workspace, Length, Channels, padding: 2))];
        for (int i = 0; i < z.Length; i++)
            Copy(arguments[names[i]], z[i].Value);
        List<IOperation> operations = [];
        IReadOnlyList<Activation> outputs = connection.Bind(workspace, z, [], operations, padding: 1);
        Activation.LayOutGradients(operations, outputs);
        OperationSequence.Forward(operations, Samples);
        int at = 0;
        foreach (Activation output in outputs)
        {
            int length = Samples * Length * output.Value.Channels;
            Copy(dOut.AsSpan(at, length), output.Gradient!);
            at += length;
        }

        OperationSequence.Backward(operations, Samples);
        return ([.. outputs.SelectMany(o => Read(o.Value))], [.. z.Select(a => Read(a.Gradient!))]);
    }

    private static void Copy(ReadOnlySpan<float> values, Tensor to)
    {
        int each = values.Length / Samples;
        for (int n = 0; n < Samples; n++)
            values.Slice(n * each, each).CopyTo(to[n].Values);
    }

    private static float[] Read(Tensor tensor)
    {
        float[] values = [.. Enumerable.Range(0, Samples).SelectMany(n => tensor[n].Values.ToArray())];
        GC.KeepAlive(tensor);
        return values;
    }
}
