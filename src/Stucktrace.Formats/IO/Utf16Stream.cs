using System.Text;

namespace Stucktrace.Formats.IO;

/// <summary>UTF-16 text as UTF-8: consoles of Windows write logs so.</summary>
sealed class Utf16Stream(Stream source, bool bigEndian) : ReadOnlyStream
{
    readonly Decoder _decoder = new UnicodeEncoding(bigEndian, byteOrderMark: false).GetDecoder();
    readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    readonly byte[] _input = new byte[16 * 1024];
    readonly char[] _chars = new char[16 * 1024];
    readonly byte[] _output = new byte[64 * 1024];
    int _given;
    int _ready;
    bool _ended;

    public override int Read(Span<byte> buffer)
    {
        while (_given == _ready)
        {
            if (_ended)
                return 0;
            int read = source.Read(_input);
            _ended = read == 0;
            int chars = _decoder.GetChars(_input.AsSpan(0, read), _chars, flush: _ended);
            _ready = _encoder.GetBytes(_chars.AsSpan(0, chars), _output, flush: _ended);
            _given = 0;
        }

        int count = Math.Min(buffer.Length, _ready - _given);
        _output.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
