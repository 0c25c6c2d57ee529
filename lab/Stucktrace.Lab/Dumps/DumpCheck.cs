using System.Text;
using Stucktrace.Reporting;

namespace Stucktrace.Lab.Dumps;

/// <summary>Holds a dump against what its kernel said of itself while it ran.</summary>
static class DumpCheck
{
    /// <summary>Compares.</summary>
    /// <param name="folder">Folder with what the guest left: <c>facts</c>, <c>console</c> and <c>registers</c>.</param>
    /// <param name="path">The dump.</param>
    /// <exception cref="LabFailure">The guest's facts are not understood, or there is no kernel in the dump.</exception>
    public static IEnumerable<CheckRow> Run(string folder, string path)
    {
        IReadOnlyDictionary<string, KernelFacts> facts = KernelFacts.Read(File.ReadLines(Path.Combine(folder, "facts"), Encoding.Latin1));
        ConsoleLog console = ConsoleLog.Read(File.ReadAllText(Path.Combine(folder, "console"), Encoding.Latin1));
        using DumpResult dump = DumpInspection.Run([path]);
        if (dump.Machine is null)
            throw new LabFailure($"no kernel is found in {path}: {string.Join(' ', dump.Diagnostics.Select(d => d.Message.Render(Language.English)))}");
        return
        [
            .. new TaskChecks(dump.Machine, facts["before"], facts["during"], facts["last"], console, dump.Facts.UptimeSeconds ?? 0).All(),
            .. new MachineChecks(dump, facts["last"], console, HaltedRegisters.Read(File.ReadAllText(Path.Combine(folder, "registers")))).All(),
            .. new LockChecks(dump).All(),
            .. new ProofChecks(path).All(),
        ];
    }
}
