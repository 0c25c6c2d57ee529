namespace Stucktrace.Code;

/// <summary>How a function was found, and so where its name comes from.</summary>
public enum FunctionNameSource
{
    /// <summary>The symbol table names it.</summary>
    Symbol,

    /// <summary>The module exports it under this name.</summary>
    Export,

    /// <summary>The module's init function.</summary>
    Init,

    /// <summary>The module's exit function.</summary>
    Exit,

    /// <summary>Its address is stored in the module's data; the name is made up from its place.</summary>
    OperationsTable,

    /// <summary>Code takes its address; the name is made up from its place.</summary>
    AddressTaken,

    /// <summary>It is called; the name is made up from its place.</summary>
    CallTarget,

    /// <summary>It begins with a call of the function tracer; the name is made up from its place.</summary>
    FtraceSite,

    /// <summary>The unwind table and the code before it show that a function begins here; the name is made up from its place.</summary>
    Orc,

    /// <summary>Code that nothing else claims begins here behind padding; the name is made up from its place.</summary>
    Gap,
}
