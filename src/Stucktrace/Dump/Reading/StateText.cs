using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Reading;

/// <summary>What a dump says of some bytes, in words.</summary>
static class StateText
{
    internal static Message Of(MemoryState state) => state switch
    {
        MemoryState.Present => Message.Of("machine.state.present"),
        MemoryState.Excluded => Message.Of("machine.state.excluded"),
        MemoryState.NoSuchMemory => Message.Of("machine.state.no-such-memory"),
        MemoryState.Unmapped => Message.Of("machine.state.unmapped"),
        _ => Message.Of("machine.state.damaged"),
    };
}
