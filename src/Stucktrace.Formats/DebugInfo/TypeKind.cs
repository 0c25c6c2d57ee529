namespace Stucktrace.Formats.DebugInfo;

/// <summary>What a type of C is.</summary>
public enum TypeKind
{
    /// <summary>void, or not understood.</summary>
    Void,
    /// <summary>Integer, character or boolean.</summary>
    Integer,
    /// <summary>Pointer.</summary>
    Pointer,
    /// <summary>Array.</summary>
    Array,
    /// <summary>struct.</summary>
    Struct,
    /// <summary>union.</summary>
    Union,
    /// <summary>enum.</summary>
    Enum,
    /// <summary>A struct or union that is only declared.</summary>
    Forward,
    /// <summary>typedef.</summary>
    Typedef,
    /// <summary>const, volatile, restrict, or a tag on a type.</summary>
    Qualifier,
    /// <summary>A function.</summary>
    Function,
    /// <summary>The type of a function.</summary>
    Prototype,
    /// <summary>A variable.</summary>
    Variable,
    /// <summary>A section with variables.</summary>
    Section,
    /// <summary>Floating point number.</summary>
    Float,
    /// <summary>A note on a declaration.</summary>
    Tag,
}
