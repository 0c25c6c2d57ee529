using System.Globalization;
using System.Text;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Code;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Loops;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.ModuleEvidence;

/// <summary>A module compiled from Sources/el6.c for 2.6.32 or for 6.1, and logs of incidents in it, written as the kernel would write them: sizes as kallsyms counts, addresses of one load.</summary>
sealed class MadeIncident
{
    internal const ulong Base = 0xffffffffa02aa000;
    readonly byte[] _bytes;

    // The kernel's -pg keeps gcc from relying on registers that a callee happens to leave alone.
    internal MadeIncident(string compiler, bool isNew = false)
        : this(compiler, "el6.c", [.. compiler == "gcc" ? (string[])["-O2", "-falign-functions=16", "-fno-ipa-ra"] : ["-O2", "-falign-functions=16"], .. isNew ? (string[])["-DNEW_KERNEL"] : []])
    {
    }

    /// <summary>An incident of another module.</summary>
    /// <param name="compiler">Compiler to build it with; the test is skipped where it is missing.</param>
    /// <param name="source">Its file among the sources beside the tests.</param>
    /// <param name="flags">Flags for the compiler.</param>
    internal MadeIncident(string compiler, string source, params string[] flags)
    {
        Assert.SkipUnless(Toolchain.Has(compiler) && Toolchain.Has("ld"), $"needs {compiler} and ld");
        _bytes = Toolchain.Build(Path.Combine(Checkout.Root, "test", "Stucktrace.Tests", "ModuleEvidence", "Sources"), compiler, [source], flags);
        Module = new ExaminedModule(0, ModuleFile.Read(_bytes, "dirpro.ko", _ => { })!);
    }

    internal ExaminedModule Module { get; }

    internal byte[] Bytes => _bytes;

    internal Function Function(string name) => Module.Code.Find(name) ?? throw new InvalidOperationException(name);

    /// <summary>A place as 2.6.32 prints it: <c>[&lt;ffffffffa02aa050&gt;] get_process_name+0x50/0x100 [dirpro]</c>.</summary>
    internal string Place(ulong address, string mark = "")
    {
        LoadedSymbol symbol = Symbol(address);
        ulong distance = Module.Layout.Distance(Module.Image.Locate(address)!.Value)!.Value;
        return string.Create(CultureInfo.InvariantCulture, $"[<{Base + distance:x16}>] {mark}{symbol.Name}+0x{distance - symbol.Distance:x}/0x{Module.Layout.SizeOf(symbol):x} [dirpro]");
    }

    /// <summary>The same without the address, as kernels since 4.10 print it.</summary>
    internal string Name(ulong address) => Place(address)[(Place(address).IndexOf(']') + 2)..];

    LoadedSymbol Symbol(ulong address) => Module.Layout.Named((Module.Code.FunctionAt(address) ?? Module.Code.FunctionAt(address - 1)!).Name).First();

    internal ulong Loaded(ulong address) => Base + Module.Layout.Distance(Module.Image.Locate(address)!.Value)!.Value;

    /// <summary>The address behind the call of a function, or of an import.</summary>
    internal ulong After(string caller, string callee)
    {
        ControlFlowGraph graph = Module.Code.GraphOf(Function(caller));
        foreach (Iced.Intel.Instruction instruction in graph.Instructions)
        {
            if (Module.CallAt(instruction.IP) is { } call && (call.Import ?? call.Target?.Name) == callee)
                return instruction.NextIP;
        }

        throw new InvalidOperationException($"{caller} calls no {callee}");
    }

    /// <summary>Diagnoses a log with the module beside it, or with other bytes in its place.</summary>
    internal DiagnosisResult Diagnose(string log, byte[]? module = null)
    {
        string folder = Directory.CreateTempSubdirectory("stucktrace-test-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "messages.log"), log);
            File.WriteAllBytes(Path.Combine(folder, "dirpro.ko"), module ?? _bytes);
            return Diagnosis.Run([Path.Combine(folder, "messages.log"), Path.Combine(folder, "dirpro.ko")], new DiagnosisOptions());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A soft lockup of 2.6.32: raw stack, and every text address of it marked with a question mark.</summary>
    internal string OldLog(ulong rip, IReadOnlyDictionary<string, ulong> registers, ulong[] stack, params IEnumerable<string> trace)
    {
        StringBuilder log = new();
        Add("BUG: soft lockup - CPU#1 stuck for 67s! [agentd:27392]");
        Add("Modules linked in: dirpro(U) nls_utf8");
        Add("CPU 1");
        Add("Pid: 27392, comm: agentd Not tainted 2.6.32-754.6.3.el6.x86_64 #1 Inspur NF5280M4/YZMB-00689-101");
        Add($"RIP: 0010:[<{Loaded(rip):x16}>]  {Place(rip)}");
        Add("RSP: 0018:ffff882067f97578  EFLAGS: 00000287");
        foreach (string[] row in (string[][])[["rax", "rbx", "rcx"], ["rdx", "rsi", "rdi"], ["rbp", "r8", "r9"], ["r10", "r11", "r12"], ["r13", "r14", "r15"]])
            Add(string.Join(' ', row.Select(r => string.Create(CultureInfo.InvariantCulture, $"{(r.Length == 2 ? r.ToUpperInvariant().Replace("R", "R0", StringComparison.Ordinal) : r.ToUpperInvariant())}: {registers.GetValueOrDefault(r):x16}"))));
        Add("CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033");
        Add("Process agentd (pid: 27392, threadinfo ffff882067f94000, task ffff8820684e4040)");
        Add("Stack:");
        for (int i = 0; i < stack.Length; i += 4)
            Add((i == 0 ? " " : "<d> ") + string.Join(' ', stack.Skip(i).Take(4).Select(w => w.ToString("x16", CultureInfo.InvariantCulture))));
        Add("Call Trace:");
        foreach (string frame in trace)
            Add(" " + frame);
        return log.ToString();

        void Add(string line) => log.Append(CultureInfo.InvariantCulture, $"May 23 18:36:31 CTL kernel: {line}\n");
    }

    /// <summary>A soft lockup of a newer kernel, whose unwinder vouches for its frames.</summary>
    internal static string NewLog(string rip, IReadOnlyDictionary<string, ulong> registers, params IEnumerable<string> trace)
    {
        StringBuilder log = new();
        Add("watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [agentd:27392]");
        Add("Modules linked in: dirpro(POE) nls_utf8");
        Add("CPU: 1 PID: 27392 Comm: agentd Tainted: P           OE      6.1.0-56-amd64 #1");
        Add($"RIP: 0010:{rip}");
        Add("RSP: 0018:ffffc90000423dd8 EFLAGS: 00000283");
        foreach (string[] row in (string[][])[["rax", "rbx", "rcx"], ["rdx", "rsi", "rdi"], ["rbp", "r8", "r9"], ["r10", "r11", "r12"], ["r13", "r14", "r15"]])
            Add(string.Join(' ', row.Select(r => string.Create(CultureInfo.InvariantCulture, $"{(r.Length == 2 ? r.ToUpperInvariant().Replace("R", "R0", StringComparison.Ordinal) : r.ToUpperInvariant())}: {registers.GetValueOrDefault(r):x16}"))));
        Add("CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033");
        Add("Call Trace:");
        Add(" <TASK>");
        foreach (string frame in trace)
            Add(" " + frame);
        Add(" do_syscall_64+0x5d/0xb0");
        Add(" entry_SYSCALL_64_after_hwframe+0x6e/0xd8");
        Add(" </TASK>");
        return log.ToString();

        void Add(string line) => log.Append(CultureInfo.InvariantCulture, $"[  118.602559] {line}\n");
    }
}
