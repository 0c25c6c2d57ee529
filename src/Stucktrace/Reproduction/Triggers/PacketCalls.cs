using Stucktrace.Code.Entries;
using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>
/// Finds the packet that a netfilter hook of the module sees. A packet over the loopback device passes all hooks of its family but that for forwarded
/// ones (include/uapi/linux/netfilter.h).
/// </summary>
/// <param name="module">The module.</param>
/// <param name="release">The kernel that it was built for, or null.</param>
sealed class PacketCalls(ModuleResult module, KernelRelease? release)
{
    // struct nf_hook_ops (include/linux/netfilter.h): the same behind the pointer to the function since 4.4, whatever stands before it.
    const ulong Family = 0x18, Hook = 0x1c;
    const int Inet = 1, Ipv4 = 2, Ipv6 = 10;
    const uint Forward = 2, Last = 4;

    /// <summary>The call; of kind <see cref="TriggerWayKind.NotDerived"/> with a gap that says what the module does not show.</summary>
    /// <param name="path">The way from the entry.</param>
    internal TriggerCall Of(EntryPath path)
    {
        if (path.Entry.Registration is not { By: "nf_register_net_hook" or "nf_register_net_hooks", Address: { } field } || release is null || !release.AtLeast(4, 4)
            || module.Code!.Image.BytesAt(field + Family, 1) is not [var family] || module.Code.Image.ReadUInt32(field + Hook) is not { } hook)
            return TriggerCall.NotDerived(path, Message.Of("trigger.gap.entry", path.Entry.How));
        if (family is not (Inet or Ipv4 or Ipv6) || hook == Forward || hook > Last)
            return TriggerCall.NotDerived(path, Message.Of("trigger.gap.packet", (int)family, (long)hook));
        return new TriggerCall(TriggerWayKind.Packet, path) { Name = family == Ipv6 ? "AF_INET6" : "AF_INET" };
    }
}
