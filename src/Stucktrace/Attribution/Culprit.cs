namespace Stucktrace.Attribution;

/// <summary>Who is to blame, as far as the evidence goes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Module">Module, or null.</param>
/// <param name="Function">Function, or null.</param>
/// <param name="Offset">Offset in that function, or null.</param>
public sealed record Culprit(CulpritKind Kind, string? Module = null, string? Function = null, ulong? Offset = null);
