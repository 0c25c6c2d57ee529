namespace Stucktrace.Incidents.Recognition;

/// <summary>Takes off a symbol what the compiler or the system call macros added to the function's name.</summary>
static class SymbolName
{
    static readonly string[] Suffixes = [".isra.", ".part.", ".constprop.", ".cold", ".llvm.", ".lto_priv.", ".clone.", ".omp_fn.", ".localalias", "$"];

    /// <summary>The function's name in its source.</summary>
    public static string Normalise(string symbol)
    {
        int end = symbol.Length;
        foreach (string suffix in Suffixes)
        {
            int at = symbol.IndexOf(suffix, 1, StringComparison.Ordinal);
            if (at > 0 && at < end)
                end = at;
        }

        return symbol[..end].TrimStart('.');
    }
}
