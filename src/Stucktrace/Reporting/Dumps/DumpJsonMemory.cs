using Stucktrace.Formats.Vmcore;
using Stucktrace.Reporting.Json;

namespace Stucktrace.Reporting.Dumps;

/// <summary>Memory in JSON.</summary>
static class DumpJsonMemory
{
    internal static void Write(JsonSink json, DumpResult dump, MemoryRequest request)
    {
        json.Hex("address", request.Address);
        json.Text("symbol", dump.Names.Symbol(request.Address));
        if (request.Structure is { } type)
        {
            json.Text("structure", type.Name);
            json.Array("members", StructMembers.Of(dump.Machine!.Kernel, request, type), static (sink, member) =>
            {
                sink.Begin();
                sink.Text("name", member.Name);
                sink.Text("type", member.Type);
                sink.Number("offset", member.Offset);
                sink.Number("size", member.Size);
                sink.Fixed("state", member.State.Kebab());
                sink.Hex("value", member.State == MemoryState.Present ? member.Number : null);
                sink.Text("text", member.Text);
                sink.End();
            }, lines: true);
            return;
        }

        json.Array("pieces", MemoryText.Pieces(dump.Machine!.Kernel.Memory, request), static (sink, piece) =>
        {
            sink.Begin();
            sink.Hex("address", piece.Address);
            sink.Number("length", piece.Length);
            sink.Fixed("state", piece.State.Kebab());
            sink.Fixed("bytes", piece.Bytes is null ? null : Convert.ToHexStringLower(piece.Bytes));
            sink.End();
        }, lines: true);
    }
}
