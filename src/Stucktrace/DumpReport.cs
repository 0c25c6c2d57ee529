using Stucktrace.Formats;

namespace Stucktrace;

/// <summary>Collects what is said about a dump: each thing once, and no more than a reader can use.</summary>
sealed class DumpReport
{
    // A dump that is damaged all over says nothing new after so many.
    const int Most = 100;

    readonly HashSet<InputDiagnostic> _seen = new(SameText);

    internal List<InputDiagnostic> Diagnostics { get; } = [];

    static IEqualityComparer<InputDiagnostic> SameText { get; } = EqualityComparer<InputDiagnostic>.Create(
        static (a, b) => a is null || b is null ? a == b : a.Id == b.Id && a.Offset == b.Offset && a.Message.Id == b.Message.Id && a.Message.Arguments.SequenceEqual(b.Message.Arguments),
        static d => HashCode.Combine(d.Id, d.Offset, d.Message.Id));

    internal void Add(InputDiagnostic diagnostic)
    {
        if (Diagnostics.Count < Most && _seen.Add(diagnostic))
            Diagnostics.Add(diagnostic);
    }
}
