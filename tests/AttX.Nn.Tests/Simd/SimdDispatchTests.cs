using System.Runtime.Intrinsics;
using AttX.Nn.Simd;

namespace AttX.Nn.Tests.Simd;

public class SimdDispatchTests
{
    private static readonly SimdTier s_widest = Vector512.IsHardwareAccelerated ? SimdTier.Bits512
        : Vector256.IsHardwareAccelerated ? SimdTier.Bits256
        : Vector128.IsHardwareAccelerated ? SimdTier.Bits128
        : SimdTier.Scalar;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void The_widest_tier_is_the_default(string? forced) => Assert.Equal(s_widest, SimdDispatch.Choose(forced));

    [Theory]
    [InlineData("512", SimdTier.Bits512)]
    [InlineData("256", SimdTier.Bits256)]
    [InlineData("128", SimdTier.Bits128)]
    [InlineData("scalar", SimdTier.Scalar)]
    public void A_tier_can_be_forced_where_the_machine_has_it(string forced, SimdTier tier)
    {
        if (tier <= s_widest)
            Assert.Equal(tier, SimdDispatch.Choose(forced));
        else
            Assert.Contains($"have {(int)s_widest} bits", Assert.Throws<ArgumentException>(() => SimdDispatch.Choose(forced)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1024")]
    [InlineData("avx2")]
    [InlineData("Scalar")]
    [InlineData(" 256")]
    public void Any_other_word_is_an_error_that_lists_the_tiers(string forced)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => SimdDispatch.Choose(forced));
        Assert.Contains($"ATTX_SIMD is '{forced}'; it can be 512, 256, 128 or scalar.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_variable_sets_the_tier_of_this_process() =>
        Assert.Equal(SimdDispatch.Choose(Environment.GetEnvironmentVariable(SimdDispatch.Variable)), SimdDispatch.Tier);
}
