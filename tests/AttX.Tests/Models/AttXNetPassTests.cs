using AttX.Models;
using AttX.Models.Branches;
using AttX.Models.Connections;
using AttX.Nn.Optimizers;
using AttX.Testing;

namespace AttX.Tests.Models;

public class AttXNetPassTests
{
    private const int Length = 67;

    public static TheoryData<string, string, bool, AttentionScope> Variants => new(
        ("ecg,eda", "both", true, AttentionScope.Element),
        ("ecg,eda", "both", true, AttentionScope.TimeStep),
        ("ecg,eda", "ecg>eda", true, AttentionScope.Element),
        ("ecg,eda", "eda>ecg", false, AttentionScope.Element),
        ("ecg,eda", "none", true, AttentionScope.Element),
        ("ecg,eda,resp", "both", true, AttentionScope.Element),
        ("ecg,eda,temp,acc", "acc>ecg,eda>ecg,ecg>temp", true, AttentionScope.TimeStep));

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_training_step_allocates_nothing(string branches, string connection, bool attention, AttentionScope scope)
    {
        AttXNet net = Create(branches, connection, attention, scope);
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
    public void State_of_a_larger_batch_does_not_affect_a_smaller_one(string branches, string connection, bool attention, AttentionScope scope)
    {
        (float[] Logits, float[][] Gradients) Step(bool usedBefore)
        {
            AttXNet net = Create(branches, connection, attention, scope);
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
    public void Several_passes_share_one_network(string branches, string connection, bool attention, AttentionScope scope)
    {
        AttXNet net = Create(branches, connection, attention, scope);
        AttXNetPass[] passes = [new(net, 1, Length, training: false), new(net, 3, Length, training: false)];
        foreach (AttXNetPass pass in passes)
        {
            Feed(net, pass, pass.Samples);
            pass.Forward(pass.Samples);
        }

        Assert.Equal(passes[0].Logits(0).ToArray(), passes[1].Logits(0).ToArray());
        Assert.NotEqual(passes[0].Logits(0).ToArray(), passes[1].Logits(1).ToArray());
    }

    private static AttXNet Create(string branches, string connection, bool attention, AttentionScope scope)
    {
        AttXNet net = new(
            new AttXNetOptions
            {
                Widths = [4, 4, 8],
                Branches = NetworkText.Branches(branches),
                Stages = connection == "none" ? [] : [1, 2, 3],
                Connection = NetworkText.Connection(connection),
                Attention = attention,
                AttentionScope = scope,
            },
            seed: 1);
        return net;
    }

    private static void Feed(AttXNet net, AttXNetPass pass, int samples)
    {
        foreach ((int i, BranchSpec branch) in net.Options.Branches.Index())
            for (int n = 0; n < samples; n++)
                Golden.Hashed($"{i}/{n}", Length * branch.Axes, -1, 1).CopyTo(pass.Input(i, n));
    }
}
