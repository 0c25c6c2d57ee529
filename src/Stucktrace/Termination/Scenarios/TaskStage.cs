using Stucktrace.Kernel.Processes;

namespace Stucktrace.Termination.Scenarios;

/// <summary>The cast of a scenario: the process list that was made, who runs the code, and whom the story is about.</summary>
/// <param name="Model">The process list.</param>
/// <param name="Heap">Its memory.</param>
/// <param name="Current">The task that runs the code.</param>
/// <param name="Neighbour">The process that followed the caller's when the thread was cloned.</param>
/// <param name="WantedPid">The number looked for, or null.</param>
/// <param name="Cast">Which of them are an incident's.</param>
public sealed record TaskStage(ProcessModel Model, KernelHeap Heap, KernelTask Current, KernelTask Neighbour, int? WantedPid, ScenarioCast Cast);
