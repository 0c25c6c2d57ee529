namespace Stucktrace.Termination.Walks;

/// <summary>What a word of memory is.</summary>
/// <param name="Owner">The object that it lies in: <c>sleep(7)</c>, <c>132 worker</c>; null for one of its own.</param>
/// <param name="Field">The field, variable or distance: <c>pid</c>, <c>tasks.next</c>, <c>+0x28</c>.</param>
/// <param name="Source">Where its content comes from, as long as the run has not written it.</param>
/// <param name="Section">Place in the module's file: section and offset as objdump takes them; null elsewhere.</param>
public sealed record WalkWord(string? Owner, string Field, WalkSource Source, (string Name, ulong Offset)? Section = null)
{
    /// <summary>Both together: <c>sleep(7).pid</c>.</summary>
    public string Name => Owner is null ? Field : Field.StartsWith('+') || Field.StartsWith('-') ? Owner + Field : $"{Owner}.{Field}";
}
