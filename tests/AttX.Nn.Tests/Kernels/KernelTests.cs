using System.Runtime.Intrinsics;
using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Tests.Kernels;

/// <summary>Every kernel against its scalar twin, and its bits at every vector width.</summary>
public class KernelTests
{
    private static readonly Type[] s_kernels = [.. typeof(IColumnKernel).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(Convolution).Namespace && t.IsValueType && t.IsAssignableTo(typeof(IColumnKernel)))];

    private static readonly IKernelCase[] s_cases = [.. typeof(KernelTests).Assembly.GetTypes()
        .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IKernelCase)))
        .Select(t => (IKernelCase)Activator.CreateInstance(t)!)];

    public static TheoryData<string> Kernels => [.. s_kernels.Select(k => k.Name)];

    public static TheoryData<string, SimdTier> KernelsAndTiers => new(
        from kernel in s_kernels
        from tier in new[] { SimdTier.Bits128, SimdTier.Bits256, SimdTier.Bits512 }
        select (kernel.Name, tier));

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_kernel_agrees_with_its_twin(string kernel) => Case(kernel).VerifyAgainstTwin();

    [Theory]
    [MemberData(nameof(KernelsAndTiers))]
    public void Every_width_gives_the_same_bits(string kernel, SimdTier tier)
    {
        bool has = tier switch
        {
            SimdTier.Bits512 => Vector512.IsHardwareAccelerated,
            SimdTier.Bits256 => Vector256.IsHardwareAccelerated,
            _ => Vector128.IsHardwareAccelerated,
        };
        Assert.SkipUnless(has, $"This machine has no vectors of {(int)tier} bits.");
        Case(kernel).VerifyBits(tier);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_kernel_has_a_twin(string kernel)
    {
        Type type = s_kernels.Single(k => k.Name == kernel);
        Assert.NotNull(type.Assembly.GetType(type.FullName + "Reference")?.GetMethod("Run"));
    }

    private static IKernelCase Case(string kernel) =>
        s_cases.SingleOrDefault(c => c.Kernel.Name == kernel)
        ?? throw new InvalidOperationException($"No test: add a KernelCase<{kernel}> to tests/AttX.Nn.Tests/Kernels.");
}
