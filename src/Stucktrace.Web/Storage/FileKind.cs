using Stucktrace.Formats.IO;

namespace Stucktrace.Web.Storage;

/// <summary>Kinds of files as the store writes them.</summary>
static class FileKind
{
    internal static InputKind Parse(string text) => Array.Find(Enum.GetValues<InputKind>(), k => k.Kebab() == text);
}
