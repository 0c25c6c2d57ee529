namespace Stucktrace.Incidents.Parsing;

/// <summary>Who was running where, from the line that heads a register dump or stack.</summary>
readonly record struct CpuLine
{
    public int? Cpu { get; init; }

    public int? Pid { get; init; }

    public string? Comm { get; init; }

    public Taint? Taint { get; init; }

    /// <summary>Kernel release.</summary>
    public string? Kernel { get; init; }

    /// <summary>Vendor and model, where the line ends with them.</summary>
    public string? Hardware { get; init; }

    /// <summary>Address of the task structure (<c>Process</c> lines until 3.x).</summary>
    public ulong? TaskAddress { get; init; }
}
