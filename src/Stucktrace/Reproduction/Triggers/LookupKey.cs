using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>What a look-up of the kernel is asked for.</summary>
static class LookupKey
{
    const int MostLookups = 4;

    /// <summary>The formula of the number, in the terms of the function that looks up; null when it is not understood.</summary>
    internal static Expression? Of(ModuleCode code, NullLookup lookup)
    {
        ulong at = lookup.CallAt;
        for (int i = 0; i < MostLookups; i++)
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
