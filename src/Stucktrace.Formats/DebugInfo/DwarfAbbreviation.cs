namespace Stucktrace.Formats.DebugInfo;

/// <summary>The form of a kind of entry: its tag, and its attributes with how each is written.</summary>
/// <param name="Tag">DW_TAG_…</param>
/// <param name="HasChildren">Whether entries below it follow.</param>
/// <param name="Attributes">DW_AT_…, DW_FORM_…, and the value that the form itself holds.</param>
sealed record DwarfAbbreviation(int Tag, bool HasChildren, (int Attribute, int Form, long Value)[] Attributes);
