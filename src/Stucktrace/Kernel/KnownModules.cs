namespace Stucktrace.Kernel;

/// <summary>Modules whose origin is known by their name, for logs that print no flags.</summary>
public static class KnownModules
{
    static readonly HashSet<string> Foreign = new(StringComparer.Ordinal)
    {
        "nvidia", "nvidia_modeset", "nvidia_uvm", "nvidia_drm", "nvidia_peermem", "zfs", "spl", "zcommon", "znvpair", "zavl", "zunicode", "icp", "zlua", "zzstd", "vboxdrv", "vboxnetflt", "vboxnetadp", "vboxpci", "vmmon", "vmnet", "wl", "fglrx",
        "mmfs26", "mmfslinux", "tracedev", "vxfs", "vxio", "vxdmp", "vxspec", "gab", "llt", "emcp", "emcpmpx", "oracleasm", "oracleacfs", "oracleadvm", "oracleoks", "falcon_lsm_serviceable", "falcon_kal", "bmhook", "gsch", "redirfs", "symev", "symap",
        "dattobd", "cas_cache", "lkrg", "v4l2loopback", "openafs", "lustre", "ptlrpc", "lnet", "osc", "mdc", "prl_tg", "vmhgfs",
    };

    /// <summary>True for a module that the kernel's own source does not contain.</summary>
    /// <param name="name">Module.</param>
    public static bool IsThirdParty(string name) => Foreign.Contains(name);
}
