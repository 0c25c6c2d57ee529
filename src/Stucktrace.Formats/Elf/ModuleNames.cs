namespace Stucktrace.Formats.Elf;

/// <summary>How the kernel names modules.</summary>
public static class ModuleNames
{
    /// <summary>The name that a file's name suggests: without folders and endings, with underscores (kbuild turns dashes into them).</summary>
    /// <param name="path">Path such as <c>/lib/modules/…/snd-pcm.ko.xz</c>.</param>
    public static string FromPath(string path)
    {
        ReadOnlySpan<char> name = Path.GetFileName(path.AsSpan());
        int end = name.LastIndexOf(".ko", StringComparison.Ordinal);
        return (end > 0 ? name[..end] : name).ToString().Replace('-', '_');
    }
}
