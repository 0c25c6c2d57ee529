using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;

namespace Stucktrace.Attribution.Rules;

/// <summary>A CPU whose report shows no place, soon after a driver told of an error of its device: the error is the only trace of a cause.</summary>
static class DriverErrorBefore
{
    // A stall is reported 20 to 60 s after it began.
    const double Shortly = 60;

    /// <summary>The driver, as a mere possibility; null when none or more than one comes into question.</summary>
    internal static Draft? Judge(Report cause, object cpu)
    {
        ImmutableArray<DriverError> near = [.. cause.DriverErrors.Where(e => MachineClock.Between(e.Time, cause.Time) is >= 0 and <= Shortly)];
        if (near.Select(e => e.Driver).Distinct(StringComparer.Ordinal).Count() != 1)
            return null;
        DriverError last = near[^1];
        int seconds = (int)Math.Round(MachineClock.Between(last.Time, cause.Time)!.Value);
        return new Draft(
            new Culprit(CulpritKind.Module, last.Driver), FailureClass.Unknown, Confidence.Possible,
            Message.Of("verdict.driver-error-before", cpu, cause.Task(), seconds, last.Driver, last.Device),
            [Evidence.At(cause.Input, last.Line, last.Text), cause.Headline()]);
    }
}
