using Stucktrace.Kernel;

namespace Stucktrace.Tests.Kernel;

public class ClockWordsTests
{
    [Theory]
    [InlineData("jiffies", ClockUnit.Jiffies, ClockWriter.AnyTick, false)]
    [InlineData("jiffies_64", ClockUnit.Jiffies, ClockWriter.AnyTick, false)]
    [InlineData("tk_core", ClockUnit.Time, ClockWriter.AnyTick, false)]
    [InlineData("kstat", ClockUnit.Events, ClockWriter.OwnInterrupts, true)]
    [InlineData("per_cpu__kstat", ClockUnit.Events, ClockWriter.OwnInterrupts, true)]
    [InlineData("rcu_state", ClockUnit.Events, ClockWriter.Rcu, false)]
    public void WhatGoesOnByItselfIsKnown(string symbol, ClockUnit unit, ClockWriter writer, bool isPerCpu)
    {
        ClockWord? word = ClockWords.Find(symbol);
        Assert.NotNull(word);
        Assert.Equal((unit, writer, isPerCpu), (word.Unit, word.Writer, word.IsPerCpu));
        Assert.True(ClockFunctions.IsWord(symbol));
    }

    [Theory]
    [InlineData("init_task")]
    [InlineData("runqueues")]
    [InlineData("per_cpu__")]
    [InlineData("")]
    public void WhatStandsStillIsNot(string symbol) => Assert.Null(ClockWords.Find(symbol));

    [Fact]
    public void OfARunQueueOnlyTheClocksGoOn()
    {
        Assert.Contains(ClockWords.Of("runqueues"), w => w is { Structure: "rq", Field: "clock" });
        Assert.All(ClockWords.Of("per_cpu__runqueues"), w => Assert.NotNull(w.Field));
    }

    [Fact]
    public void EveryRowNamesItsSource()
    {
        Assert.All(ClockWords.All, w => Assert.Contains("/", w.Source, StringComparison.Ordinal));
        Assert.Equal(ClockWords.All.Length, ClockWords.All.DistinctBy(w => (w.Symbol, w.Field)).Count());
    }
}
