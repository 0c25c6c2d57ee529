using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>What a look-up of the kernel is asked for.</summary>
static class LookupKey
{
    /// <summary>The formula of the number, in the terms of the function that looks up; null when it is not understood.</summary>
    /// <param name="code">The module.</param>
    /// <param name="lookup">The look-up.</param>
    /// <param name="limits">Bounds.</param>
    internal static Expression? Of(ModuleCode code, NullLookup lookup, TriggerLimits limits)
    {
        ulong at = lookup.CallAt;
        for (int i = 0; i < limits.MaxLookupChain; i++)
        {
            if (PlaceValues.Before(code, lookup.Function, at) is not { IsEmpty: false } registers)
                return null;
            Expression key = registers[RegisterConvention.Arguments[0]];
            // pid_task(find_vpid(nr)): the number is what the first one is asked for.
            if (key.Kind != ExpressionKind.CallResult)
                return key;
            at = key.Number;
        }

        return null;
    }
}
