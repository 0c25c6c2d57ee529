using System.Globalization;

namespace Stucktrace.Code.Locks;

/// <summary>A call that takes or gives back a lock.</summary>
/// <param name="Function">The function that it is in.</param>
/// <param name="At">Address of the call.</param>
/// <param name="Name">What is called.</param>
public sealed record LockCall(Function Function, ulong At, string Name)
{
    /// <summary>The place as a person writes it: <c>add_slot+0xf</c>.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{Function.Name}+0x{At - Function.Entry:x}");
}
