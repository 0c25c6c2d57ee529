using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Stucktrace.Reporting.Redaction;

/// <summary>Replaces private data by names that stay the same within one result: <c>host-1</c>, <c>ip-2</c>, <c>user-1</c>.</summary>
/// <param name="untouchable">Symbols, modules, task names: never replaced as words.</param>
/// <param name="releases">Kernel releases; some begin with what could be an IPv4 address, <c>2.6.32.59</c>.</param>
sealed class PrivateWords(IReadOnlySet<string> untouchable, IReadOnlyCollection<string> releases)
{
    const int MostTelling = 64;
    static readonly SearchValues<string> SerialSigns = SearchValues.Create(["serial", "s/n", "tag", "chassis", "naa.", "wwn"], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> UserSigns = SearchValues.Create(["/home/", "/users/", "user", "logname", "acct", "uid="], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> HostSigns = SearchValues.Create(["hostname", "nodename", "host name"], StringComparison.OrdinalIgnoreCase);
    readonly Dictionary<(string Kind, string Value), string> _names = [];
    readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _words = new(StringComparer.OrdinalIgnoreCase);
    readonly List<(string Path, string Name)> _paths = [];
    readonly List<(string Host, string Name)> _telling = [];
    SearchValues<string>? _pathSearch;
    SearchValues<string>? _tellingSearch;

    /// <summary>The name that stands for a value.</summary>
    internal string Name(string kind, string value)
    {
        if (_names.TryGetValue((kind, value), out string? name))
            return name;
        int number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        name = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
        _names.Add((kind, value), name);
        return name;
    }

    /// <summary>A host: its whole name, and its first label where that is a word of its own.</summary>
    internal string Host(string host)
    {
        string name = Name("host", host.ToLowerInvariant());
        if (Word(host, name) && host.Length >= 6 && host.Any(c => !char.IsLetter(c)) && _telling.Count < MostTelling)
            _telling.Add((host, name));
        _tellingSearch = null;
        int dot = host.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0)
            Word(host[..dot], name);
        return name;
    }

    /// <summary>A path that is replaced wherever it stands, in commands for one.</summary>
    internal void Path(string path, string name)
    {
        if (path.Length > 1 && path != name)
            _paths.Add((path, name));
        _pathSearch = null;
    }

    /// <summary>Looks for names of hosts and users, so that they are known wherever else they stand.</summary>
    internal void Learn(string text)
    {
        if (text.AsSpan().ContainsAny(HostSigns))
        {
            foreach (Match match in PrivatePatterns.Host().Matches(text))
                Host(match.Groups["it"].Value.TrimEnd('.'));
        }

        if (text.AsSpan().ContainsAny(UserSigns))
        {
            foreach (Match match in PrivatePatterns.User().Matches(text))
            {
                string user = match.Groups["it"].Value;
                if (user is not "root")
                    Word(user, Name("user", user));
            }
        }
    }

    /// <summary>The text without private data.</summary>
    internal string Redact(string text)
    {
        if (text.Length == 0)
            return text;
        _pathSearch ??= SearchValues.Create([.. _paths.Select(p => p.Path)], StringComparison.Ordinal);
        if (text.AsSpan().ContainsAny(_pathSearch))
            text = _paths.Aggregate(text, (t, p) => t.Replace(p.Path, p.Name, StringComparison.Ordinal));
        text = Patterns(text);
        text = Words(text);

        // A host's name inside a longer word: web-01_backup.
        _tellingSearch ??= SearchValues.Create([.. _telling.Select(t => t.Host)], StringComparison.OrdinalIgnoreCase);
        if (text.AsSpan().ContainsAny(_tellingSearch))
            text = _telling.Aggregate(text, (t, h) => t.Replace(h.Host, h.Name, StringComparison.OrdinalIgnoreCase));
        return text;
    }

    // Most lines have none of the signs that a pattern needs; those cost one look at each character.
    string Patterns(string text)
    {
        int colons = text.AsSpan().Count(':');
        int dashes = text.AsSpan().Count('-');
        if (text.Contains('@', StringComparison.Ordinal))
            text = PrivatePatterns.Mail().Replace(text, m => Name("mail", m.Value));
        if (dashes >= 4)
            text = PrivatePatterns.Uuid().Replace(text, m => Name("uuid", m.Value.ToLowerInvariant()));
        if (colons >= 5 || dashes >= 5)
            text = PrivatePatterns.Mac().Replace(text, m => Name("mac", m.Value.ToLowerInvariant().Replace('-', ':')));
        if (colons >= 7 || text.Contains("::", StringComparison.Ordinal))
            text = PrivatePatterns.Ip6().Replace(text, m => m.Value == "::" ? m.Value : Name("ip", m.Value.ToLowerInvariant()));
        if (text.AsSpan().Count('.') >= 3)
            text = PrivatePatterns.Ip4().Replace(text, m => releases.Any(r => r.StartsWith(m.Value, StringComparison.Ordinal)) ? m.Value : Name("ip", m.Value));
        if (text.AsSpan().ContainsAny(SerialSigns))
            text = PrivatePatterns.Serial().Replace(text, m => Group(m, "serial"));
        if (text.AsSpan().ContainsAny(UserSigns))
            text = PrivatePatterns.User().Replace(text, m => m.Groups["it"].Value is "root" ? m.Value : Group(m, "user"));
        return text;
    }

    string Group(Match match, string kind)
    {
        Group group = match.Groups["it"];
        return match.Value.StartsWith("Serial: 8250", StringComparison.Ordinal) ? match.Value : string.Concat(match.Value.AsSpan(0, group.Index - match.Index), Name(kind, group.Value));
    }

    bool Word(string word, string name) =>
        word.Length >= 2 && !untouchable.Contains(word) && word is not ("localhost" or "kernel") && _words.TryAdd(word, name);

    // Walks over the words once, whatever the number of names to look for.
    string Words(string text)
    {
        if (_words.Count == 0)
            return text;
        StringBuilder? rewritten = null;
        int copied = 0;
        int i = 0;
        while (i < text.Length)
        {
            if (!IsWord(text[i]))
            {
                i++;
                continue;
            }

            int end = i;
            while (end < text.Length && IsWord(text[end]))
                end++;
            if (Find(text.AsSpan(i, end - i), out string? name, out int length))
            {
                rewritten ??= new StringBuilder(text.Length);
                rewritten.Append(text, copied, i - copied).Append(name);
                copied = i + length;
            }

            i = end;
        }

        return rewritten is null ? text : rewritten.Append(text, copied, text.Length - copied).ToString();
    }

    // host.example.com is the host and its domain; host.log is the host and a suffix; alice-laptop is another word.
    bool Find(ReadOnlySpan<char> word, out string? name, out int length)
    {
        ReadOnlySpan<char> trimmed = word.TrimEnd(".-");
        length = trimmed.Length;
        Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (words.TryGetValue(trimmed, out name))
            return true;
        int dot = trimmed.IndexOf('.');
        return dot > 0 && words.TryGetValue(trimmed[..dot], out name);
    }

    static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';
}
