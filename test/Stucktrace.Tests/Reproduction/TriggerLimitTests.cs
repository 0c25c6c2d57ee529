using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Formats;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;
using Stucktrace.Reproduction.Triggers;
using Stucktrace.Tests.Entries;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reproduction;

/// <summary>Each bound on looking for a way into a module, just enough and one too few.</summary>
public sealed class TriggerLimitTests
{
    static readonly Lazy<ModuleCode> Code = new(() => BuiltModule.Code("limits.c", "gcc", "-O2"));

    static Function Named(string name) => Assert.IsType<Function>(Code.Value.Find(name));

    static ulong CallOfGoal(string function, TriggerLimits limits) => Assert.Single(new FunctionPaths(Code.Value, Named(function), limits).CallsOf(Named("goal")));

    static int Ways(TriggerLimits limits) => new FunctionPaths(Code.Value, Named("ways"), limits).To(CallOfGoal("ways", limits), null, 0).Count;

    static EntryReach? Reach(string function, TriggerLimits limits) =>
        new ReachFinder(Code.Value, limits).Find(new ReachQuestion([Named(function)], CallConvention.Registers, new TriggerPlace(Named(function), CallOfGoal(function, limits)), []));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    public void WaysThroughAFunction(int limit, int found) => Assert.Equal(found, Ways(new TriggerLimits { MaxPaths = limit }));

    // The first block, the one that looks at memory, the goal, and the goal again.
    [Theory]
    [InlineData(4, 2)]
    [InlineData(3, 1)]
    public void BlocksThatAreEntered(int limit, int found) => Assert.Equal(found, Ways(new TriggerLimits { MaxPathSteps = limit }));

    // The way that an argument decides is the second one.
    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    public void WaysThroughAChain(int limit, int open) => Assert.Equal(open, Reach("ways", new TriggerLimits { MaxWays = limit })!.Open.Length);

    // 0 is tried before 7.
    [Theory]
    [InlineData(2, 7L)]
    [InlineData(1, null)]
    public void CombinationsThatAreTried(int limit, long? argument) => Assert.Equal(argument, Reach("tries", new TriggerLimits { MaxTries = limit })?.Arguments[0].Number);

    [Theory]
    [InlineData(1, 101L)]
    [InlineData(0, null)]
    public void NumbersThatAreTried(int limit, long? argument) => Assert.Equal(argument, Reach("above", new TriggerLimits { MaxConstants = limit })?.Arguments[0].Number);

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    public void OpenBranchesThatAreTold(int limit, int told) => Assert.Equal(told, Reach("open_branches", new TriggerLimits { MaxOpenTold = limit })!.Open.Length);

    static PathValues Values(TriggerLimits limits)
    {
        PathValues values = new(CallConvention.Registers, ImmutableList<ImmutableArray<Expression>>.Empty, limits);
        values.Inputs[0] = 5;
        return values;
    }

    static Expression FirstArgument(ExpressionPool pool) => pool.EntryRegister(RegisterConvention.Arguments[0]);

    // The sum, the argument and the number.
    [Theory]
    [InlineData(3, 12UL)]
    [InlineData(2, null)]
    public void PartsOfAFormula(int limit, ulong? value)
    {
        ExpressionPool pool = new();
        Expression sum = new SymbolicDomain(pool).Binary(BinaryOperation.Add, FirstArgument(pool), pool.Constant(7), 64);
        Assert.Equal(value, Values(new TriggerLimits { MaxFormulaParts = limit }).Of(sum, 0));
    }

    // The narrow number, and the argument.
    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, null)]
    public void StepsBackToAnArgument(int limit, int? input)
    {
        ExpressionPool pool = new();
        Assert.Equal(input, Values(new TriggerLimits { MaxOriginSteps = limit }).InputOf(new SymbolicDomain(pool).Truncate(FirstArgument(pool), 32), 0));
    }

    // The sum, and the argument.
    [Theory]
    [InlineData(2, 4UL)]
    [InlineData(1, 0UL)]
    public void StepsBackFromAnEquality(int limit, ulong bits)
    {
        ExpressionPool pool = new();
        Expression sum = new SymbolicDomain(pool).Binary(BinaryOperation.Xor, FirstArgument(pool), pool.Constant(3), 64);
        Expression compare = pool.Make(ExpressionKind.Compare, 1, (byte)Relation.Equal, 0, sum, pool.Constant(7), 64);
        PathCondition condition = new(Named("goal"), 0, compare, true, 0);
        Assert.Equal(bits, EqualityBits.Of(Values(new TriggerLimits { MaxOriginSteps = limit }), [condition])[0]);
    }

    static string? PathOf(string function) => ModuleEntries.Of(Code.Value).EntriesOf(Named(function)).First(e => e.Registration is not null).Registration!.Name;

    [Fact]
    public void FoldersInEachOther()
    {
        Assert.Equal(string.Concat(Enumerable.Repeat("d/", ReadLimits.MaxModuleFolders)) + "file", PathOf("deepest"));
        Assert.Null(PathOf("too_deep"));
    }

    [Fact]
    public void AttributesOfAGroup()
    {
        Assert.Equal(("kernel/filler", "kernel/last"), (PathOf("filler"), PathOf("last")));
        // It is still seen to be registered, without its name.
        Assert.Null(PathOf("beyond"));
    }

    static ModuleResult LookingUp => ModuleInspection.Run(Checkout.Shared("lab", "ko", "v10_oops.ko"), new ModuleOptions());

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void LookupsOfAModule(int limit, bool found) => Assert.Equal(found, PlanBuilder.Of(LookingUp, PlanFocus.Anything, new TriggerLimits { MaxLookups = limit }) is not null);

    // pid_task() is asked for what find_vpid() found.
    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, null)]
    public void LookupsInARow(int limit, int? wanted) => Assert.Equal(wanted, PlanBuilder.Of(LookingUp, PlanFocus.Anything, new TriggerLimits { MaxLookupChain = limit })!.Calls[0].Wanted);
}
