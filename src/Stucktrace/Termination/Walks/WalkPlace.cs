namespace Stucktrace.Termination.Walks;

/// <summary>An executed instruction for people.</summary>
/// <param name="Function">The function, with its module where it is not the one shown: <c>get_process_name [dirpro_rcu]</c>.</param>
/// <param name="Offset">Place in it: <c>+0x3a</c>.</param>
/// <param name="Text">The instruction, with names in place of numbers.</param>
/// <param name="File">Address in the module's file as objdump takes it; null for what no file at hand shows.</param>
public sealed record WalkPlace(string Function, string Offset, string Text, ulong? File = null);
