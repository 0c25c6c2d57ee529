using System.Text.RegularExpressions;

namespace Stucktrace.Reporting.Redaction;

/// <summary>What private data looks like. Bounded and linear; the values that belong to a kernel (addresses, releases, symbols) are kept out.</summary>
static partial class PrivatePatterns
{
    const int Timeout = 2_000;

    /// <summary>E-mail addresses, and <c>user@host</c> of a kernel's banner; not a device tree's <c>serial@7e201000</c>.</summary>
    [GeneratedRegex(@"(?<![\w@.+-])[A-Za-z0-9][\w.+-]{0,63}@(?![0-9a-fA-F,]+(?![\w.-]))[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,62}){0,8}", RegexOptions.CultureInvariant, Timeout)]
    internal static partial Regex Mail();

    [GeneratedRegex(@"(?<![0-9a-fA-F-])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![0-9a-fA-F-])", RegexOptions.CultureInvariant, Timeout)]
    internal static partial Regex Uuid();

    /// <summary>MAC addresses and the longer ones of InfiniBand.</summary>
    [GeneratedRegex(@"(?<![0-9a-fA-F:-])(?:[0-9a-fA-F]{2}:){5,19}[0-9a-fA-F]{2}(?![0-9a-fA-F:-])|(?<![0-9a-fA-F:-])(?:[0-9a-fA-F]{2}-){5}[0-9a-fA-F]{2}(?![0-9a-fA-F:-])", RegexOptions.CultureInvariant, Timeout)]
    internal static partial Regex Mac();

    /// <summary>IPv6: eight groups, or a double colon; at least one digit, so that a name with <c>::</c> is none.</summary>
    [GeneratedRegex(@"(?<![\w:.])(?=[0-9a-fA-F:]{0,30}[0-9])(?:(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,6})?::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,6})?)(?![\w:])", RegexOptions.CultureInvariant, Timeout)]
    internal static partial Regex Ip6();

    /// <summary>IPv4: four octets that are no part of a version.</summary>
    [GeneratedRegex(@"(?<![\w.-])(?<!version )(?<!Version )(?<!driver )(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d|-\d)", RegexOptions.CultureInvariant, Timeout)]
    internal static partial Regex Ip4();

    /// <summary>Serial numbers behind a word that announces one; the group <c>it</c> is the number.</summary>
    [GeneratedRegex(@"(?:\bserial(?:\s?(?:number|no\.?))\s*[:=#]?\s*|\bserial(?:number)?\s*[:=#]\s*|\bs/n\s*[:=#]?\s*|\b(?:service|asset)\s?tag\s*[:=#]?\s*|\bchassis\s*[:=#]\s*|\bnaa\.|\bwwn[-:= ]+(?:0x)?)""?(?<it>(?=[A-Za-z._/-]{0,40}[0-9])[A-Za-z0-9][A-Za-z0-9._/-]{3,63})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Timeout)]
    internal static partial Regex Serial();

    /// <summary>User names in the places that hold one; the group <c>it</c> is the name.</summary>
    [GeneratedRegex(@"(?:/(?:home|Users)/|\b(?:user|username|USER|LOGNAME|SUDO_USER|ruser|acct)[=:]\s?""?|\bfor (?:invalid )?user |\bof user |\buid=\d{1,10}\()(?<it>[A-Za-z_][\w.-]{0,31})", RegexOptions.CultureInvariant, Timeout)]
    internal static partial Regex User();

    /// <summary>Host names in the places that hold one; the group <c>it</c> is the name.</summary>
    [GeneratedRegex(@"\b(?:hostname to |hostname[=:]\s?|nodename[=:]\s?|Host Name[=:]\s?)<?(?<it>[A-Za-z0-9][\w.-]{0,62})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Timeout)]
    internal static partial Regex Host();
}
