namespace Stucktrace.Kernel;

/// <summary>Who built a kernel, as far as its release string tells.</summary>
public enum KernelDistribution
{
    /// <summary>The release does not tell, or it is a kernel.org build.</summary>
    Unknown,
    /// <summary>Red Hat Enterprise Linux and its rebuilds (<c>.el6.</c>); <see cref="KernelRelease.EnterpriseMajor"/> says which.</summary>
    EnterpriseLinux,
    /// <summary>Oracle's Unbreakable Enterprise Kernel (<c>.el6uek.</c>): a mainline kernel, not Red Hat's.</summary>
    OracleUek,
    /// <summary>CloudLinux (<c>.lve1.4.59.el6.</c>).</summary>
    CloudLinux,
    /// <summary>OpenVZ and Virtuozzo (<c>stab</c>, <c>vz7</c>).</summary>
    OpenVz,
    /// <summary>Fedora.</summary>
    Fedora,
    /// <summary>Debian.</summary>
    Debian,
    /// <summary>Proxmox VE.</summary>
    Proxmox,
    /// <summary>Ubuntu.</summary>
    Ubuntu,
    /// <summary>SUSE Linux Enterprise and openSUSE.</summary>
    Suse,
    /// <summary>Amazon Linux.</summary>
    Amazon,
    /// <summary>Arch Linux.</summary>
    Arch,
    /// <summary>openEuler and EulerOS.</summary>
    OpenEuler,
    /// <summary>Alibaba Cloud Linux and Anolis OS.</summary>
    Anolis,
    /// <summary>TencentOS.</summary>
    TencentOs,
    /// <summary>UOS and Kylin.</summary>
    Kylin,
    /// <summary>Android.</summary>
    Android,
}
