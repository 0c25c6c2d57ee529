namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Whether a module file is the build that was loaded when a log was written.</summary>
public enum BuildMatch
{
    /// <summary>The log does not show enough of it.</summary>
    CannotTell,
    /// <summary>It is: sizes, places or bytes of the log are those of the file.</summary>
    Same,
    /// <summary>It is not: something in the log contradicts the file.</summary>
    Another,
}
