using System.Text.Json;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Machines;

/// <summary>Has QEMU write the guest's memory and its CPUs' registers to a file.</summary>
static class MachineDump
{
    const string Packed = "kdump-zlib";

    /// <summary>Writes the dump; the guest stands still meanwhile.</summary>
    /// <param name="control">QEMU.</param>
    /// <param name="files">Where to.</param>
    /// <param name="settings">The machine.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="goOn">False once the user stopped.</param>
    /// <returns>Null when it is written, else why it is not; nothing is left of it then.</returns>
    public static Message? Write(QmpClient control, MachineFiles files, MachineSettings settings, MachineLimits limits, Func<bool> goOn)
    {
        long needed = ((long)settings.MemoryMebibytes << 20) / limits.DumpShare;
        if (DiskSpace.Free(files.Results) is { } free && free < needed)
            return Message.Of("vm.dump-no-space", files.Results, free >> 20, needed >> 20);
        bool packed = Formats(control.Execute("query-dump-guest-memory-capability", null, limits.AnswerTime, goOn)).Contains(Packed, StringComparer.Ordinal);
        QmpReply reply = control.Execute(
            "dump-guest-memory",
            json =>
            {
                json.WriteBoolean("paging", false);
                json.WriteString("protocol", "file:" + files.Dump);
                if (packed)
                    json.WriteString("format", Packed);
            },
            limits.WriteTime,
            goOn);
        if (reply.Succeeded)
            return null;
        File.Delete(files.Dump);
        return reply.Error is { } error ? Message.Of("vm.dump-failed", files.Dump, error) : Message.Of("vm.dump-no-answer", files.Dump, limits.WriteTime.TotalSeconds);
    }

    static IEnumerable<string> Formats(QmpReply reply) =>
        reply.Succeeded && reply.Value.ValueKind == JsonValueKind.Object && reply.Value.TryGetProperty("formats", out JsonElement formats) && formats.ValueKind == JsonValueKind.Array
            ? formats.EnumerateArray().Where(f => f.ValueKind == JsonValueKind.String).Select(f => f.GetString()!) : [];
}
