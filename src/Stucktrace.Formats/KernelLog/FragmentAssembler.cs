using Stucktrace.Formats.KernelLog.Prefixes;

namespace Stucktrace.Formats.KernelLog;

/// <summary>Puts the pieces of a long netconsole message together: <c>ncfrag=offset/length</c>. One message is open at a time.</summary>
/// <param name="maxBytes">Longest message.</param>
sealed class FragmentAssembler(int maxBytes)
{
    byte[] _buffer = [];
    int _length;
    int _received;
    long _sequence = -1;

    /// <summary>True while pieces are missing.</summary>
    public bool Open => _sequence >= 0;

    /// <summary>The bytes put together so far.</summary>
    public ReadOnlySpan<byte> Message => _buffer.AsSpan(0, _length);

    /// <summary>True when a piece belongs to another message than the open one.</summary>
    public bool IsOther(long sequence) => Open && sequence != _sequence;

    /// <summary>Takes a piece.</summary>
    /// <returns>True when the message is complete.</returns>
    public bool Take(in LineHead head)
    {
        (int offset, int length) = head.Fragment!.Value;
        ReadOnlySpan<byte> piece = head.Rest;
        if (length <= 0 || length > maxBytes || offset > length)
            return false;
        if (!Open)
        {
            if (_buffer.Length < length)
                _buffer = new byte[length];
            _buffer.AsSpan(0, length).Fill((byte)' ');
            (_sequence, _length, _received) = (head.Sequence ?? 0, length, 0);
        }

        // The line break may have taken trailing blanks of a piece along.
        piece = piece[..Math.Min(piece.Length, Math.Max(0, _length - offset))];
        if (offset > _length)
            return false;
        piece.CopyTo(_buffer.AsSpan(offset));
        _received += piece.Length;
        return _received >= _length;
    }

    /// <summary>Closes the open message, complete or not.</summary>
    public void Close() => _sequence = -1;
}
