using System.Runtime.InteropServices;

namespace Stucktrace.Formats.IO;

/// <summary>Unpacks Zstandard through the system's libzstd.</summary>
sealed class ZstdStream : ReadOnlyStream, IEndKnown
{
    readonly Stream _packed;
    readonly byte[] _input = GC.AllocateUninitializedArray<byte>(128 * 1024, pinned: true);
    readonly byte[] _output = GC.AllocateUninitializedArray<byte>(256 * 1024, pinned: true);
    readonly nint _state = ZSTD_createDStream();
    Buffer _in;
    int _given;
    int _ready;
    bool _disposed;

    public ZstdStream(Stream packed)
    {
        _packed = packed;
        _in.Start = Marshal.UnsafeAddrOfPinnedArrayElement(_input, 0);
        _ = ZSTD_initDStream(_state);
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
            _ = ZSTD_freeDStream(_state);
        }

        base.Dispose(disposing);
    }

    bool Fill()
    {
        _given = _ready = 0;
        bool ended = false;
        while (true)
        {
            if (_in.Position == _in.Size && !ended)
            {
                int read = _packed.Read(_input);
                ended = read == 0;
                _in.Size = (nuint)read;
                _in.Position = 0;
                if (ended && Complete)
                    return false;
            }

            Buffer output = new() { Start = Marshal.UnsafeAddrOfPinnedArrayElement(_output, 0), Size = (nuint)_output.Length };
            nuint before = _in.Position;
            nuint result = ZSTD_decompressStream(_state, ref output, ref _in);
            if (ZSTD_isError(result) != 0)
                throw new InvalidDataException();
            // Zero: a frame is complete and written out.
            Complete = result == 0;
            _ready = (int)output.Position;
            if (_ready > 0)
                return true;
            if (ended && _in.Position == before)
                return false;
        }
    }

    [DllImport(NativeLibraries.Zstd)]
    static extern nint ZSTD_createDStream();

    [DllImport(NativeLibraries.Zstd)]
    static extern nuint ZSTD_initDStream(nint state);

    [DllImport(NativeLibraries.Zstd)]
    static extern nuint ZSTD_decompressStream(nint state, ref Buffer output, ref Buffer input);

    [DllImport(NativeLibraries.Zstd)]
    static extern uint ZSTD_isError(nuint result);

    [DllImport(NativeLibraries.Zstd)]
    static extern nuint ZSTD_freeDStream(nint state);

    [StructLayout(LayoutKind.Sequential)]
    struct Buffer
    {
        public nint Start;
        public nuint Size;
        public nuint Position;
    }
}
