namespace Stucktrace.Formats.Packages;

/// <summary>A file in a package.</summary>
/// <param name="Path">Its path without <c>./</c> or <c>/</c> in front. What a package says: it may lead anywhere, and must not be used as a path here.</param>
/// <param name="IsFile">True for a regular file with its content; false for folders, links, devices.</param>
/// <param name="Length">Bytes of its content.</param>
public readonly record struct PackageEntry(string Path, bool IsFile, long Length)
{
    /// <summary>Makes an entry of the path as it stands in the package.</summary>
    internal static PackageEntry Of(string path, bool isFile, long length)
    {
        int start = 0;
        while (start < path.Length && (path[start] == '/' || path.AsSpan(start).StartsWith("./", StringComparison.Ordinal)))
            start++;
        return new PackageEntry(path[start..], isFile, length);
    }
}
