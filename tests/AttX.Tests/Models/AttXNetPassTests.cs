using AttX.Models;
using AttX.Models.Branches;
using AttX.Models.Connections;
using AttX.Models.Execution;
using AttX.Nn.Optimizers;
using AttX.Testing;

namespace AttX.Tests.Models;

public class AttXNetPassTests
{
    private const int Length = 67;

    public static TheoryData<string, string, bool, AttentionScope, bool> Variants => new(
        ("ecg,eda", "both", true, AttentionScope.Element, false),
        ("ecg,eda", "both", true, AttentionScope.TimeStep, false),
        ("ecg,eda", "ecg>eda", true, AttentionScope.Element, false),
        ("ecg,eda", "eda>ecg", false, AttentionScope.Element, false),
        ("ecg,eda", "none", true, AttentionScope.Element, false),
        ("ecg,eda,resp", "both", true, AttentionScope.Element, false),
        ("ecg,eda,temp,acc", "acc>ecg,eda>ecg,ecg>temp", true, AttentionScope.TimeStep, false),
        ("ecg,eda", "both", true, AttentionScope.Element, true),
        ("ecg,eda,resp", "ecg>eda,resp>ecg", false, AttentionScope.Element, true),
        ("ecg,eda,temp,acc", "both", true, AttentionScope.TimeStep, true),
        ("ecg,eda", "none", true, AttentionScope.Element, true),
        ("ecg,eda,acc", "x-cnn: both", true, AttentionScope.Element, true),
        ("ecg,eda,resp", "xflow: both", true, AttentionScope.Element, false),
        ("ecg,eda,acc", "xflow: eda>ecg,acc>ecg,ecg>acc", true, AttentionScope.Element, true));



    [Theory]
    [MemberData(nameof(Variants))]
    public void A_training_step_allocates_nothing(string branches, string connection, bool attention, AttentionScope scope, bool absent)
    {
        AttXNet net = Create(branches, connection, attention, scope, absent);
        AttXNetPass pass = new(net, 4, Length, training: true);
        Adam adam = new(net.Arena, 1e-3);
        Feed(net, pass, 4);
        int[] labels = [0, 1, 0, 1];
        void Step(int samples)
        {
            pass.Forward(samples);
            pass.Backward(labels.AsSpan(0, samples));
            adam.Step();
        }

        Step(4);
        Step(3);
        long Allocated(int samples)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Step(samples);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The least of several: a collection that another test's thread starts charges this one for what it had in reserve.
        Assert.Equal(0, Enumerable.Range(0, 8).Min(i => Allocated(4 - (i % 2))));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void State_of_a_larger_batch_does_not_affect_a_smaller_one(string branches, string connection, bool attention, AttentionScope scope, bool absent)
    {
        (float[] Logits, float[][] Gradients) Step(bool usedBefore)
        {
            AttXNet net = Create(branches, connection, attention, scope, absent);
            AttXNetPass pass = new(net, 4, Length, training: true);
            Feed(net, pass, usedBefore ? 4 : 2);
            if (usedBefore)
            {
                pass.Forward(4);
                pass.Backward([0, 1, 0, 1]);
            }

            pass.Forward(2);
            pass.Backward([1, 0]);
            return ([.. pass.Logits(0), .. pass.Logits(1)], [.. net.Arena.Parameters.Select(p => p.Gradient.ToArray())]);
        }

        (float[] Logits, float[][] Gradients) fresh = Step(usedBefore: false), used = Step(usedBefore: true);
        Assert.Equal(fresh.Logits, used.Logits);
        Assert.Equal(fresh.Gradients, used.Gradients);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Several_passes_share_one_network(string branches, string connection, bool attention, AttentionScope scope, bool absent)
    {
        AttXNet net = Create(branches, connection, attention, scope, absent);
        AttXNetPass[] passes = [new(net, 1, Length, training: false), new(net, 3, Length, training: false)];
        foreach (AttXNetPass pass in passes)
        {
            Feed(net, pass, pass.Samples);
            pass.Forward(pass.Samples);
        }

        Assert.Equal(passes[0].Logits(0).ToArray(), passes[1].Logits(0).ToArray());
        Assert.NotEqual(passes[0].Logits(0).ToArray(), passes[1].Logits(1).ToArray());
    }

    [Theory]
    [InlineData("both", true)]
    [InlineData("ecg>eda", true)]
    [InlineData("eda>ecg,resp>ecg", false)]
    [InlineData("none", true)]
    [InlineData("x-cnn: both", true)]
    [InlineData("xflow: both", true)]
    [InlineData("xflow: ecg>eda,eda>ecg", true)]
    public void Nothing_of_an_absent_sensor_reaches_the_output(string connection, bool attention)
    {
        AttXNet net = Create("ecg,eda,resp", connection, attention, AttentionScope.Element, absent: true);
        net.Arena.Parameters.Single(p => p.Name == "absent.eda").Values.Fill(1);
        AttXNetPass pass = new(net, 1, Length, training: false);
        Feed(net, pass, 1);
        float[] Logits(bool present, float input)
        {
            pass.Present(0).Fill(true);
            pass.Present(0)[1] = present;
            pass.Input(1, 0).Fill(input);
            pass.Forward(1);
            return pass.Logits(0).ToArray();
        }

        Assert.Equal(Logits(false, 0), Logits(false, 1e30f));
        Assert.NotEqual(Logits(true, 0), Logits(true, 3));
        Assert.NotEqual(Logits(true, 0), Logits(false, 0));
        foreach (AttentionMap map in pass.Attention)
        {
            Logits(false, 0);
            Assert.Equal(0, map.Mean(1, 0));
            Assert.Equal(1, map.Mean(0, 0) + map.Mean(2, 0), 1e-5f);
        }
    }

    [Fact]
    public void A_network_that_needs_all_sensors_says_so() => Assert.Contains("AllowsAbsence", Assert.Throws<InvalidOperationException>(
        () => new AttXNetPass(Create("ecg,eda", "both", true, AttentionScope.Element, absent: false), 1, Length, training: false).Present(0)[0]).Message,
        StringComparison.Ordinal);

    private static AttXNet Create(string branches, string connection, bool attention, AttentionScope scope, bool absent)
    {
        string[] kindAndGraph = connection.Split(": ");
        AttXNet net = new(
            new AttXNetOptions
            {
                Widths = [4, 4, 8],
                Branches = NetworkText.Branches(branches),
                Stages = connection == "none" ? [] : [1, 2, 3],
                ConnectionKind = NetworkText.Kind(kindAndGraph[0]),
                Connection = NetworkText.Connection(kindAndGraph[^1]),
                Attention = attention,
                AttentionScope = scope,
                AllowsAbsence = absent,
                Features = absent ? 3 : 0,
            },
            seed: 1);
        return net;
    }

    private static void Feed(AttXNet net, AttXNetPass pass, int samples)
    {
        for (int n = 0; n < samples; n++)
            Golden.Hashed($"features/{n}", net.Options.Features, -1, 1).CopyTo(pass.Features(n));
        foreach ((int i, BranchSpec branch) in net.Options.Branches.Index())
            for (int n = 0; n < samples; n++)
            {
                Golden.Hashed($"{i}/{n}", Length * branch.Axes, -1, 1).CopyTo(pass.Input(i, n));
                if (net.Options.AllowsAbsence)
                    pass.Present(n)[i] = Golden.IsPresent(n, i);
            }
    }
}
