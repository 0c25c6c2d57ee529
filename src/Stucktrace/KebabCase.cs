using System.Text;

namespace Stucktrace;

/// <summary>Names of enum members as every output writes them: <c>EndlessListWalk</c> is <c>endless-list-walk</c>.</summary>
public static class KebabCase
{
    /// <summary>The member's name in kebab-case.</summary>
    /// <param name="member">The member.</param>
    /// <typeparam name="T">Its enum.</typeparam>
    public static string Kebab<T>(this T member)
        where T : struct, Enum
    {
        string name = member.ToString();
        StringBuilder text = new(name.Length + 4);
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
