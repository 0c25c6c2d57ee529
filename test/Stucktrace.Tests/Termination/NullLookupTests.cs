using Stucktrace.Code;
using Stucktrace.Formats.Elf;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Termination;

/// <summary>Look-ups whose NULL a module goes on with, and correct ones.</summary>
public sealed class NullLookupTests
{
    [Fact]
    public void TheNullOfPidTaskIsHandedToStrnlen()
    {
        NullLookup found = Assert.Single(Of("v10_oops.ko"));
        Assert.Equal(("get_process_name", "pid_task", "strnlen", 0xba0UL), (found.Function.Name, found.Lookup, found.HandedTo, found.Address));
    }

    [Theory]
    [InlineData("dirpro.ko")]
    [InlineData("v3_correct.ko")]
    [InlineData("v9_mutex.ko")]
    public void WhoLooksNothingUpOrTestsItIsNotAccused(string module) => Assert.Empty(Of(module));

    static NullLookup[] Of(string module)
    {
        ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Open(Checkout.Shared("lab", "ko", module), _ => { })!));
        return [.. code.Functions.SelectMany(f => NullLookup.Of(code, f))];
    }
}
