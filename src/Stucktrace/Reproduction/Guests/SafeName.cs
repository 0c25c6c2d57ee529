using System.Buffers;

namespace Stucktrace.Reproduction.Guests;

/// <summary>Names of files that come from a package, and that files here may be given.</summary>
static class SafeName
{
    const int Longest = 200;

    static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+~-");

    /// <summary>True for a name without slashes, blanks and anything else that a path or a shell could take for more than a name.</summary>
    public static bool IsOne(string name) => name.Length is > 0 and <= Longest && name[0] is not ('.' or '-') && !name.AsSpan().ContainsAnyExcept(Allowed);
}
