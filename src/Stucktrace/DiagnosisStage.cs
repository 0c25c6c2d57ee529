namespace Stucktrace;

/// <summary>The steps of a diagnosis that a waiting user is told of, in order.</summary>
public enum DiagnosisStage
{
    /// <summary>Finds out what the inputs are.</summary>
    Inputs,
    /// <summary>Reads memory dumps.</summary>
    Dumps,
    /// <summary>Reads the log lines and makes reports of them.</summary>
    Logs,
    /// <summary>Holds module files against the reports, finds loops and executes them.</summary>
    Modules,
    /// <summary>Finds out which reports are one failure and what caused what.</summary>
    Incidents,
    /// <summary>Weighs who is to blame.</summary>
    Verdict,
    /// <summary>Writes the reports.</summary>
    Writing,
}
