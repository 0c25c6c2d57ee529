using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Parsing;

/// <summary>Collects a report's <c>Modules linked in:</c> list over all lines that it was broken into. The first list of a report holds.</summary>
sealed class ModuleListParser
{
    const string Heading = "Modules linked in:";
    const string UnloadedTainted = "Unloaded tainted modules:";
    const int UsualLength = 128;

    readonly List<(string Name, string Flags, long Line)> _modules = [];
    readonly HashSet<string> _names = new(StringComparer.Ordinal);
    State _state;

    enum State
    {
        Before,
        InList,
        InUnloaded,
        Done,
    }

    /// <summary>Module that was unloaded last, or null.</summary>
    public string? LastUnloaded { get; private set; }

    /// <summary>True once a heading was seen, even above an empty list.</summary>
    public bool Seen => _state != State.Before;

    /// <summary>Shows a line of the report.</summary>
    /// <param name="text">The message without prefix.</param>
    /// <param name="line">Line in the input.</param>
    /// <returns>True when it is part of a module list, the first or a repeated one.</returns>
    public bool Offer(ReadOnlySpan<char> text, long line)
    {
        LineScanner scanner = new(text);
        scanner.SkipBlanks();
        if (scanner.Take(Heading))
        {
            if (_state == State.Done)
                return true;
            if (_modules.Count > 0)
            {
                _state = State.Done;
                return true;
            }

            _state = State.InList;
            _modules.EnsureCapacity(UsualLength);
            _names.EnsureCapacity(UsualLength);
            Take(ref scanner, line);
            return true;
        }

        if (_state is not (State.InList or State.InUnloaded))
            return false;
        if (!LooksLikeList(text))
        {
            _state = State.Done;
            return false;
        }

        Take(ref scanner, line);
        return true;
    }

    /// <summary>The modules, judged by the rules of the kernel that loaded them.</summary>
    /// <param name="kernel">Release, or null when unknown.</param>
    public ImmutableArray<ModuleEntry> Build(KernelRelease? kernel)
    {
        ModuleFlagRules rules = new(kernel, _modules.Count, _modules.Count(m => m.Flags.Contains('E', StringComparison.Ordinal)));
        return [.. _modules.Select(m => new ModuleEntry(m.Name, m.Flags, rules.IsThirdParty(m.Flags), m.Line))];
    }

    void Take(ref LineScanner scanner, long line)
    {
        scanner.SkipBlanks();
        while (!scanner.AtEnd)
        {
            if (scanner.Take("[last unloaded: "))
            {
                scanner.SkipBlanks();
                int length = scanner.Rest.IndexOfAny("]( ");
                LastUnloaded = (length < 0 ? scanner.Rest : scanner.Rest[..length]).ToString();
                _state = State.Done;
                return;
            }

            if (scanner.Take(UnloadedTainted) || scanner.Take("unloaded tainted modules:"))
                _state = State.InUnloaded;
            scanner.SkipBlanks();
            ReadOnlySpan<char> token = scanner.TakeWord();
            scanner.SkipBlanks();
            if (_state == State.InList && TrySplit(token, out string name, out string flags) && _modules.Count < ReadLimits.MaxModules && _names.Add(name))
                _modules.Add((name, flags, line));
        }
    }

    // "dirpro(U)", "zfs(P)(U)", "vxio(POE+)", "usbcore"
    static bool TrySplit(ReadOnlySpan<char> token, out string name, out string flags)
    {
        int bracket = token.IndexOf('(');
        ReadOnlySpan<char> head = bracket < 0 ? token : token[..bracket];
        name = SharedText.Of(head);
        flags = string.Empty;
        if (head.IsEmpty || head.Length > 64)
            return false;
        foreach (char c in head)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
                return false;
        }

        if (bracket >= 0)
            flags = SharedText.Of(SharedText.Of(token[(bracket + 1)..].TrimEnd(')')).Replace(")(", "|", StringComparison.Ordinal));
        return true;
    }

    // A list broken by the console's or syslog's line length goes on with nothing but module names.
    static bool LooksLikeList(ReadOnlySpan<char> text)
    {
        bool indented = text.StartsWith(' ');
        text = text.Trim(" \t");
        if (text.StartsWith("[last unloaded:", StringComparison.Ordinal) || text.StartsWith(UnloadedTainted, StringComparison.OrdinalIgnoreCase))
            return true;
        int last = text.IndexOf("[last unloaded:", StringComparison.Ordinal);
        if (last >= 0)
            text = text[..last].TrimEnd(' ');
        int tokens = 0;
        bool flagged = false;
        LineScanner scanner = new(text);
        while (!scanner.AtEnd)
        {
            ReadOnlySpan<char> token = scanner.TakeWord();
            scanner.SkipBlanks();
            if (!TrySplit(token, out string name, out string flags) || char.IsAsciiLetterUpper(name[0]) || IsNumber(name))
                return false;
            flagged |= flags.Length > 0;
            tokens++;
        }

        return tokens > 0 && (last >= 0 || flagged || indented || tokens > 2);
    }

    static bool IsNumber(string text) => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _) && text.Length is 8 or 16 or 1 or 2;
}
