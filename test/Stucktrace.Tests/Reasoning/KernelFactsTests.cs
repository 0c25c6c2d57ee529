using Stucktrace.Kernel;

namespace Stucktrace.Tests.Reasoning;

/// <summary>Facts of kernel eras that everything else rests on.</summary>
public class KernelFactsTests
{
    [Theory]
    [InlineData("2.6.32-754.6.3.el6.x86_64", 67, 72, false)]
    [InlineData("3.10.0-1160.el7.x86_64", 22, 24, false)]
    [InlineData("3.10.0-1160.el7.x86_64", 23, 24, false)]
    [InlineData("5.4.0-150-generic", 23, 24, false)]
    [InlineData("6.1.0-56-amd64", 48, 52, true)]
    [InlineData("6.1.0-56-amd64", 13, 14, true)] // a threshold of 10 s: no multiple of the default period
    public void SecondsOfTheSoftLockupDetector(string kernel, int printed, double real, bool cumulative)
    {
        SoftLockupFacts facts = SoftLockupFacts.Of(KernelRelease.Parse(kernel));
        Assert.Equal((real, cumulative), (facts.RealSeconds(printed), facts.Cumulative));
    }

    [Theory]
    [InlineData("2.6.32-754.el6.x86_64", true)]
    [InlineData("4.18.0-240.el8.x86_64", true)]
    [InlineData("5.10.0-18-amd64", true)]
    [InlineData("6.1.0-56-amd64", false)]
    [InlineData("5.14.0-362.el9.x86_64", null)]
    public void WhetherAStuckCpuHoldsUpGracePeriods(string kernel, bool? expected) =>
        Assert.Equal(expected, RcuFacts.StuckCpuHoldsGracePeriods(KernelRelease.Parse(kernel)));

    [Fact]
    public void TheTableOfWaitsIsWellFormed()
    {
        Assert.True(WaitFunctions.All.Count() >= 400);
        Assert.All(WaitFunctions.All, f =>
        {
            Assert.Matches("^[A-Za-z_][A-Za-z0-9_]*$", f.Name);
            Assert.Matches(@"^(\d+\.\d+(\.\d+)?)?$", f.Since);
            Assert.Matches(@"^(\d+\.\d+(\.\d+)?)?$", f.Until);
            Assert.Contains('.', f.Source);
        });
    }

    [Theory]
    [InlineData("__mutex_lock.constprop.0", WaitsFor.Mutex)]
    [InlineData("synchronize_sched", WaitsFor.GracePeriod)]
    [InlineData("schedule_on_each_cpu", WaitsFor.Work)]
    [InlineData("fanotify_get_response", WaitsFor.FanotifyAnswer)]
    [InlineData("native_queued_spin_lock_slowpath", WaitsFor.SpinLock)]
    public void WhatAFunctionWaitsFor(string symbol, WaitsFor expected) => Assert.Equal(expected, WaitFunctions.Find(symbol)?.WaitsFor);
}
