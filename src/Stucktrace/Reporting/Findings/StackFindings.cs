namespace Stucktrace.Reporting.Findings;

/// <summary>Findings read from stacks, registers and several logs of one failure: ST11xx, ST12xx, ST15xx.</summary>
static class StackFindings
{
    internal static IReadOnlyList<FindingDescription> All { get; } = [];
}
