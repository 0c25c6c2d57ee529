namespace Stucktrace.Lab;

/// <summary>What a diagnosis is given.</summary>
enum InputSet
{
    /// <summary>The log alone.</summary>
    Log,
    /// <summary>The log and the module files.</summary>
    LogAndModule,
    /// <summary>The log, the module files and the dump.</summary>
    Dump,
}
