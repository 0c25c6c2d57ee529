namespace Stucktrace.Formats.Elf;

/// <summary>A parameter of the module.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Type as stated by parmtype, such as <c>bool</c> or <c>array of int</c>, or null.</param>
/// <param name="Description">Description, or null.</param>
/// <param name="Permissions">File mode below /sys/module/NAME/parameters; 0 when it is not shown there; null when not found.</param>
/// <param name="Variable">Where its variable is, or null.</param>
public sealed record ModuleParameter(string Name, string? Type, string? Description, int? Permissions, SectionOffset? Variable);
