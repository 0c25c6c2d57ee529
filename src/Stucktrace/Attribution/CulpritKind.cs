namespace Stucktrace.Attribution;

/// <summary>Who is to blame.</summary>
public enum CulpritKind
{
    /// <summary>The input does not tell.</summary>
    Unknown,
    /// <summary>Nothing is wrong.</summary>
    None,
    /// <summary>A loadable module.</summary>
    Module,
    /// <summary>The kernel itself.</summary>
    Kernel,
    /// <summary>Hardware or the hypervisor.</summary>
    Hardware,
    /// <summary>A program in user space (an answer that never comes).</summary>
    Userspace,
}
