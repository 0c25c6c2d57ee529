using System.Runtime.InteropServices;

namespace Stucktrace.Formats.IO;

/// <summary>Unpacks xz through the system's liblzma.</summary>
sealed class XzStream : DecoderStream
{
    // lzma/base.h and lzma/container.h, stable since 5.0.
    const ulong MemoryLimit = 256UL << 20;
    const uint Concatenated = 8;
    const int Run = 0, Finish = 3;
    const int Ok = 0, StreamEnd = 1, BufferError = 10;

    readonly Stream _packed;
    readonly byte[] _input = GC.AllocateUninitializedArray<byte>(64 * 1024, pinned: true);
    LzmaStream _state;
    bool _inputEnded;

    public XzStream(Stream packed)
    {
        _packed = packed;
        if (lzma_stream_decoder(ref _state, MemoryLimit, Concatenated) != Ok)
            throw new InvalidDataException();
    }

    protected override bool Fill()
    {
        while (!Complete)
        {
            if (_state.AvailableIn == 0 && !_inputEnded)
            {
                int read = _packed.Read(_input);
                _inputEnded = read == 0;
                _state.NextIn = Marshal.UnsafeAddrOfPinnedArrayElement(_input, 0);
                _state.AvailableIn = (nuint)read;
            }

            _state.NextOut = Marshal.UnsafeAddrOfPinnedArrayElement(Output, 0);
            _state.AvailableOut = (nuint)Output.Length;
            int result = lzma_code(ref _state, _inputEnded ? Finish : Run);
            Ready = Output.Length - (int)_state.AvailableOut;
            Complete = result == StreamEnd;
            if (Ready > 0)
                return true;
            if (result == BufferError)
                return false;
            if (result is not (Ok or StreamEnd))
                throw new InvalidDataException();
        }

        return false;
    }

    protected override void Release() => lzma_end(ref _state);

    [DllImport(NativeLibraries.Lzma)]
    static extern int lzma_stream_decoder(ref LzmaStream stream, ulong memoryLimit, uint flags);

    [DllImport(NativeLibraries.Lzma)]
    static extern int lzma_code(ref LzmaStream stream, int action);

    [DllImport(NativeLibraries.Lzma)]
    static extern void lzma_end(ref LzmaStream stream);

    [StructLayout(LayoutKind.Sequential)]
    struct LzmaStream
    {
        public nint NextIn;
        public nuint AvailableIn;
        public ulong TotalIn;
        public nint NextOut;
        public nuint AvailableOut;
        public ulong TotalOut;
        public nint Allocator;
        public nint Internal;
        public nint Reserved1, Reserved2, Reserved3, Reserved4;
        public ulong Seek, Reserved5;
        public nuint Reserved6, Reserved7;
        public int Reserved8, Reserved9;
    }
}
