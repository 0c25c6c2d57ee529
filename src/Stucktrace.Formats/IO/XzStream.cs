using System.Runtime.InteropServices;

namespace Stucktrace.Formats.IO;

/// <summary>Unpacks xz through the system's liblzma.</summary>
sealed class XzStream : ReadOnlyStream, IEndKnown
{
    // lzma/base.h and lzma/container.h, stable since 5.0.
    const ulong MemoryLimit = 256UL << 20;
    const uint Concatenated = 8;
    const int Run = 0, Finish = 3;
    const int Ok = 0, StreamEnd = 1, BufferError = 10;

    readonly Stream _packed;
    readonly byte[] _input = GC.AllocateUninitializedArray<byte>(64 * 1024, pinned: true);
    readonly byte[] _output = GC.AllocateUninitializedArray<byte>(256 * 1024, pinned: true);
    LzmaStream _state;
    int _given;
    int _ready;
    bool _inputEnded;
    bool _disposed;

    public XzStream(Stream packed)
    {
        _packed = packed;
        if (lzma_stream_decoder(ref _state, MemoryLimit, Concatenated) != Ok)
            throw new InvalidDataException();
    }

    public bool Complete { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (_given == _ready && !Fill())
            return 0;
        int count = Math.Min(buffer.Length, _ready - _given);
        _output.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            _disposed = true;
            lzma_end(ref _state);
        }

        base.Dispose(disposing);
    }

    bool Fill()
    {
        _given = _ready = 0;
        while (!Complete)
        {
            if (_state.AvailableIn == 0 && !_inputEnded)
            {
                int read = _packed.Read(_input);
                _inputEnded = read == 0;
                _state.NextIn = Marshal.UnsafeAddrOfPinnedArrayElement(_input, 0);
                _state.AvailableIn = (nuint)read;
            }

            _state.NextOut = Marshal.UnsafeAddrOfPinnedArrayElement(_output, 0);
            _state.AvailableOut = (nuint)_output.Length;
            int result = lzma_code(ref _state, _inputEnded ? Finish : Run);
            _ready = _output.Length - (int)_state.AvailableOut;
            Complete = result == StreamEnd;
            if (_ready > 0)
                return true;
            if (result == BufferError)
                return false;
            if (result is not (Ok or StreamEnd))
                throw new InvalidDataException();
        }

        return false;
    }

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
