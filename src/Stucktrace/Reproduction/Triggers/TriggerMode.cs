using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>One way to run the trigger.</summary>
/// <param name="Name">Its first argument on the command line.</param>
/// <param name="What">What it does and what comes of it.</param>
/// <param name="IsControl">Whether the failure must not happen.</param>
public sealed record TriggerMode(string Name, Message What, bool IsControl);
