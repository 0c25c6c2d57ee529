using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Symbols;
using Stucktrace.Kernel;
using Stucktrace.Reproduction.Guests;

namespace Stucktrace.Reproduction.StandIns;

/// <summary>What a module has to know of the kernel that it is built for: read from that kernel's own type information and from one of its own modules.</summary>
/// <param name="Release">Its release.</param>
/// <param name="Vermagic">What modules of it state.</param>
/// <param name="Model">One of its modules: size of struct module and where it holds init and exit.</param>
/// <param name="Versions">CRCs of what a stand-in imports; empty for a kernel that does not compare them.</param>
/// <param name="CurrentSymbol">Per-CPU symbol of <c>current</c>.</param>
/// <param name="HasReadLock">Whether rcu_read_lock() is a function (CONFIG_PREEMPT_RCU); elsewhere it is nothing that a module could call.</param>
/// <param name="Tasks">Offset of task_struct.tasks.</param>
/// <param name="Pid">Offset of task_struct.pid.</param>
/// <param name="Leader">Offset of task_struct.group_leader.</param>
/// <param name="ProbeSize">Size of struct kprobe.</param>
/// <param name="ProbeSymbol">Offset of kprobe.symbol_name.</param>
/// <param name="ProbeHandler">Offset of kprobe.pre_handler.</param>
public sealed record KernelFacts(
    string Release, string Vermagic, ThisModule Model, ImmutableArray<SymbolVersion> Versions, string CurrentSymbol, bool HasReadLock, long Tasks, long Pid, long Leader, long ProbeSize, long ProbeSymbol, long ProbeHandler)
{
    /// <summary>A small module that every distribution builds as one: the model of a stand-in.</summary>
    public const string ModelName = "dummy";

    static readonly string[] CurrentSymbols = ["current_task", "pcpu_hot"];
    static readonly string[] Probing = ["register_kprobe", "unregister_kprobe"];
    static readonly string[] ReadLocks = ["__rcu_read_lock", "__rcu_read_unlock"];

    /// <summary>Reads them.</summary>
    /// <param name="kernel">The kernel; its modules folder must hold <see cref="ModelName"/>.</param>
    /// <param name="tell">Is told what is missing.</param>
    public static KernelFacts? Read(BootableKernel kernel, Action<Message> tell)
    {
        if (KernelRelease.Parse(kernel.Release) is not { } release || !release.AtLeast(4, 17))
            return Missing(tell, kernel, "pt_regs (4.17)");
        if (Types(kernel) is not { } symbols || symbols.Types is not { } types)
            return Missing(tell, kernel, "BTF");
        if (ModuleOrder.Of(kernel, [], [ModelName], tell) is not { IsEmpty: false } models || ModuleFile.Read(models[^1].Bytes, models[^1].Source, _ => { }) is not { ThisModule: { InitField: not null } model, Info.Vermagic: { } vermagic } file)
            return Missing(tell, kernel, ModelName + ".ko");
        string? current = CurrentSymbols.FirstOrDefault(s => symbols.IsGplOnly(s) is not null || symbols.Symbols?.Find(s) is not null);
        if (current is null)
            return Missing(tell, kernel, "current_task");
        string[] locks = symbols.IsGplOnly(ReadLocks[0]) is null ? [] : ReadLocks;
        string[] imports = [current, .. Probing, .. locks];
        // A kernel that compares CRCs takes no module without them.
        if (!file.Versions.IsEmpty && imports.FirstOrDefault(i => symbols.ExportCrc(i) is null) is { } without)
            return Missing(tell, kernel, "CRC " + without);
        ImmutableArray<SymbolVersion> versions = file.Versions.IsEmpty ? [] : [.. file.Versions.Where(v => v.Name == "module_layout"), .. imports.Select(i => new SymbolVersion(i, symbols.ExportCrc(i)!.Value))];
        return Offset(types, "task_struct", "tasks") is { } tasks && Offset(types, "task_struct", "pid") is { } pid && Offset(types, "task_struct", "group_leader") is { } leader
            && types.FindStruct("kprobe") is { } probe && Offset(types, "kprobe", "symbol_name") is { } name && Offset(types, "kprobe", "pre_handler") is { } handler
            ? new KernelFacts(kernel.Release, vermagic.Text, model, versions, current, locks.Length > 0, tasks, pid, leader, probe.Size, name, handler)
            : Missing(tell, kernel, "task_struct, kprobe");
    }

    static SymbolFile? Types(BootableKernel kernel) => SymbolFile.Open(kernel.ImagePath, _ => { });

    static long? Offset(Btf types, string structure, string member)
    {
        if (types.FindStruct(structure) is not { } found)
            return null;
        foreach (TypeMember one in types.MembersOf(found.Id))
        {
            if (one.Name.Equals(member, StringComparison.Ordinal))
                return one.Offset;
        }

        return null;
    }

    static KernelFacts? Missing(Action<Message> tell, BootableKernel kernel, string what)
    {
        tell(Message.Of("standin.kernel-lacks", kernel.Release, what));
        return null;
    }
}
