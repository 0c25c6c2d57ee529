namespace Stucktrace.Formats.KernelLog;

/// <summary>Who printed a line, on kernels with CONFIG_PRINTK_CALLER: <c>[ T123]</c> a task in process context, <c>[ C3]</c> a CPU in interrupt context.</summary>
/// <param name="IsCpu">True for <c>C</c>, false for <c>T</c>.</param>
/// <param name="Number">CPU number or thread id.</param>
public readonly record struct LogCaller(bool IsCpu, int Number);
