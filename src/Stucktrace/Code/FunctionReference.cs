namespace Stucktrace.Code;

/// <summary>A place that holds or takes a function's address, so that it can be called from elsewhere.</summary>
/// <param name="Function">The function.</param>
/// <param name="At">Address of the field or instruction operand.</param>
/// <param name="InFunction">The function whose code takes the address; null when it is stored in data.</param>
public sealed record FunctionReference(Function Function, ulong At, Function? InFunction);
