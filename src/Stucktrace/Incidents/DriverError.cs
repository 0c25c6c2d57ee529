using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents;

/// <summary>A line in which a driver reports an error of one of its devices: <c>mt7915e 0000:02:00.0: Message 000027ed (seq 2) timeout</c>.</summary>
/// <param name="Driver">Name of the driver, which is most often its module's.</param>
/// <param name="Device">Address on the bus: PCI, or an interface on USB.</param>
/// <param name="Time">When.</param>
/// <param name="Line">Line in the input.</param>
/// <param name="Text">The line without prefix.</param>
public sealed record DriverError(string Driver, string Device, LogTime Time, long Line, string Text);
