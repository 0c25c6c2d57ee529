using System.Runtime.InteropServices;

namespace Stucktrace.Formats.IO;

/// <summary>Unpacks Zstandard through the system's libzstd.</summary>
sealed class ZstdStream : DecoderStream
{
    readonly Stream _packed;
    readonly byte[] _input = GC.AllocateUninitializedArray<byte>(128 * 1024, pinned: true);
    readonly nint _state = ZSTD_createDStream();
    Buffer _in;

    public ZstdStream(Stream packed)
    {
        _packed = packed;
        _in.Start = Marshal.UnsafeAddrOfPinnedArrayElement(_input, 0);
        _ = ZSTD_initDStream(_state);
    }

    protected override bool Fill()
    {
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

            Buffer output = new() { Start = Marshal.UnsafeAddrOfPinnedArrayElement(Output, 0), Size = (nuint)Output.Length };
            nuint before = _in.Position;
            nuint result = ZSTD_decompressStream(_state, ref output, ref _in);
            if (ZSTD_isError(result) != 0)
                throw new InvalidDataException();
            // Zero: a frame is complete and written out.
            Complete = result == 0;
            Ready = (int)output.Position;
            if (Ready > 0)
                return true;
            if (ended && _in.Position == before)
                return false;
        }
    }

    protected override void Release() => _ = ZSTD_freeDStream(_state);

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
