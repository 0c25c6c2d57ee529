namespace Stucktrace.Kernel;

/// <summary>Names of functions as compilers write them.</summary>
public static class FunctionName
{
    /// <summary>The name in the source: <c>__mutex_lock</c> for <c>__mutex_lock.constprop.0</c>.</summary>
    /// <param name="symbol">The symbol.</param>
    public static string WithoutSuffix(string symbol)
    {
        int dot = symbol.IndexOf('.', 1 <= symbol.Length ? 1 : 0);
        return dot < 0 ? symbol : symbol[..dot];
    }
}
