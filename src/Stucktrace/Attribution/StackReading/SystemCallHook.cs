using System.Collections.Concurrent;
using Stucktrace.Incidents;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.StackReading;

/// <summary>
/// Recognises functions that are named after a system call that they replace: <c>new_sys_kill</c>, <c>hook_sys_open</c>, <c>my_kill</c>,
/// <c>fake_getdents64</c>, <c>new_open_f</c>.
/// </summary>
/// <param name="SystemCall">Name of the system call.</param>
/// <param name="SaysSystemCall">True when the name says <c>sys</c> or <c>hook</c>: <c>my_read</c> may as well be a driver's own read().</param>
readonly record struct SystemCallHook(string SystemCall, bool SaysSystemCall)
{
    const string Telling = " sys syscall hook hooked hooks hk replaced replace intercept intercepted fake hijack hijacked ";
    const string Filling = " new my our x64 arm64 ia32 compat se do custom wrap wrapper wrapped proxy stub handler handle f fn func function h n the impl khook ftrace fh evil hacked m modified secure sec asm ";

    // Functions repeat from report to report, so answers are kept; a hostile log cannot make this grow without bound.
    const int MaxAnswers = 20_000;

    static readonly ConcurrentDictionary<string, SystemCallHook?> Answers = new(StringComparer.Ordinal);

    static HashSet<string>? _calls;
    static int _kept;

    /// <summary>Reads a name.</summary>
    /// <param name="symbol">Function, or null.</param>
    /// <returns>Null when it is not named after a system call with a hook's words around it.</returns>
    public static SystemCallHook? Match(string? symbol)
    {
        if (symbol is null || symbol.Length > 64)
            return null;
        if (Answers.TryGetValue(symbol, out SystemCallHook? known))
            return known;
        SystemCallHook? answer = Read(symbol);
        if (_kept < MaxAnswers && Answers.TryAdd(symbol, answer))
            Interlocked.Increment(ref _kept);
        return answer;
    }

    static SystemCallHook? Read(string symbol)
    {
        string[] words = FunctionName.WithoutSuffix(symbol).ToLowerInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 2 or > 8)
            return null;
        HashSet<string> calls = _calls ??= new HashSet<string>(SystemCallNames.AllX64, StringComparer.Ordinal);

        // The longest run of words that names a call, with nothing but a hook's words on both sides.
        for (int length = words.Length - 1; length > 0; length--)
        {
            for (int start = 0; start + length <= words.Length; start++)
            {
                string name = string.Join('_', words, start, length);
                if (calls.Contains(name) && Around(words, start, length) is { } telling)
                    return new SystemCallHook(name, telling);
            }
        }

        return null;
    }

    /// <summary>True when a decoded call is the one that the name says. <c>sys_newuname</c> and the like keep their table's name.</summary>
    public bool Agrees(SystemCall call) => string.Equals(call.Name, SystemCall, StringComparison.Ordinal);

    // Null when a word stands there that is none of a hook's; else whether one of them says "system call".
    static bool? Around(string[] words, int start, int length)
    {
        bool telling = false;
        for (int i = 0; i < words.Length; i++)
        {
            if (i >= start && i < start + length)
                continue;
            string word = $" {words[i]} ";
            bool tells = Telling.Contains(word, StringComparison.Ordinal);
            if (!tells && !Filling.Contains(word, StringComparison.Ordinal))
                return null;
            telling |= tells;
        }

        return telling;
    }
}
