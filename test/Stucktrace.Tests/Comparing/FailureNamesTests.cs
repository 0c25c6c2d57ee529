using Stucktrace.Reproduction.Comparing;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Comparing;

/// <summary>What is looked up by name instead of being compared with everything: nothing that is the same may be missed.</summary>
public class FailureNamesTests
{
    static FailureSignature[] Founding => [Cases.Of(Cases.Production), Cases.Of(Cases.Provoked), Cases.Of(Cases.Production, Checkout.Sample("dirpro", "dirpro.ko")), Cases.Of(Cases.Provoked, Checkout.Sample("dirpro", "dirpro.ko"))];

    static void AssertNoneIsMissed(FailureSignature[] signatures, int leastSame)
    {
        int same = 0;
        foreach (FailureSignature one in signatures)
        {
            foreach (FailureSignature two in signatures)
            {
                bool found = FailureComparer.Compare(one, two).IsSame;
                same += found ? 1 : 0;
                Assert.True(!found || FailureNames.MayBeSame(one, two), $"{one.Culprit} {two.Culprit}");
                Assert.Equal(found, FailureComparer.Compare(two, one).IsSame);
            }
        }

        Assert.InRange(same, leastSame, int.MaxValue);
    }

    [Fact]
    public void TheFoundingCaseIsFoundWithAndWithoutTheModule() => AssertNoneIsMissed(Founding, Founding.Length * Founding.Length);

    [Fact]
    public void NoneOfTheLabsFailuresIsMissed()
    {
        string[] logs = [.. Directory.GetFiles(Checkout.Shared("lab", "logs"), "*.txt").Order(StringComparer.Ordinal)];
        AssertNoneIsMissed([.. Founding, .. logs.Select(l => Cases.Of(l))], logs.Length);
    }

    [Fact]
    public void WhatHasNoNameIsComparedWithAllOfItsModule()
    {
        FailureSignature named = Cases.Of(Cases.Production), unnamed = named with { Culprit = named.Culprit with { Function = null }, Trace = named.Trace! with { Subject = null } };
        Assert.Contains(FailureNames.Unnamed, FailureNames.Of(unnamed));
        Assert.True(FailureNames.MayBeSame(named, unnamed));
        Assert.False(FailureNames.MayBeSame(named, named with { Culprit = named.Culprit with { Module = "other" } }));
        Assert.False(FailureNames.MayBeSame(named, named with { Culprit = named.Culprit with { Function = "other" }, Loop = null }));
        Assert.Null(FailureNames.ModuleOf(named with { Incident = null }));
    }
}
