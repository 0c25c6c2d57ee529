namespace Stucktrace.Dump.Code;

/// <summary>Whether a module file is the build that lies in a dump's memory.</summary>
public enum BuildAgreement
{
    /// <summary>Neither build ids nor text could be compared.</summary>
    Unknown,

    /// <summary>Both have the same build id.</summary>
    SameBuildId,

    /// <summary>One has no build id, and every byte of text that could be compared agrees or is explained.</summary>
    SameText,

    /// <summary>One has no build id; nearly all text agrees, and what does not was changed at run time.</summary>
    ChangedText,

    /// <summary>The build ids differ.</summary>
    OtherBuildId,

    /// <summary>One has no build id, and the text is another one.</summary>
    OtherText,
}
