namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>The fields of one journal entry, or of one line of a collector, that matter here.</summary>
sealed class JournalFields
{
    byte[] _message = new byte[512];
    int _messageLength;
    byte[] _host = [];
    byte[] _bootId = [];
    LineOrigin _origin;
    WallClock? _wall;
    long? _monotonic;
    long? _sourceMonotonic;
    int? _level;

    /// <summary>True once a message was set.</summary>
    public bool HasMessage { get; private set; }

    /// <summary>The message.</summary>
    public ReadOnlySpan<byte> Message => _message.AsSpan(0, _messageLength);

    /// <summary>True for a name under which the message stands.</summary>
    public static bool IsMessage(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("MESSAGE"u8) || name.SequenceEqual("log"u8) || name.SequenceEqual("message"u8) || name.SequenceEqual("msg"u8);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        HasMessage = false;
        _messageLength = 0;
        _host = [];
        _bootId = [];
        _origin = LineOrigin.Unknown;
        _wall = null;
        _monotonic = _sourceMonotonic = null;
        _level = null;
    }

    /// <summary>Sets a field from JSON, whose escapes are still in.</summary>
    public void SetJson(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (IsMessage(name))
        {
            if (!HasMessage || name.SequenceEqual("MESSAGE"u8))
            {
                BeginMessage();
                EnsureRoom(value.Length + 4);
                _messageLength = JsonText.Unescape(value, _message);
            }
        }
        else
        {
            Set(name, value);
        }
    }

    /// <summary>Sets a field from its bytes.</summary>
    public void SetRaw(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("MESSAGE"u8))
        {
            BeginMessage();
            EnsureRoom(value.Length);
            value.CopyTo(_message);
            _messageLength = value.Length;
        }
        else
        {
            Set(name, value);
        }
    }

    /// <summary>Starts a message that arrives byte by byte.</summary>
    public void BeginMessage()
    {
        HasMessage = true;
        _messageLength = 0;
    }

    /// <summary>Adds a byte to the message.</summary>
    public void AppendMessage(byte value)
    {
        EnsureRoom(_messageLength + 1);
        _message[_messageLength++] = value;
    }

    /// <summary>Gives a line what the fields told.</summary>
    public void ApplyTo(ref LineHead head)
    {
        head.Host = _host;
        head.HostIsCertain = _host.Length > 0;
        head.BootId = _bootId;
        head.Wall = _wall;
        head.Monotonic = _sourceMonotonic ?? _monotonic;
        head.Level = _level;
        head.Origin = _origin;
        head.Rest = Message;
    }

    void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("_HOSTNAME"u8) || name.SequenceEqual("host"u8) || name.SequenceEqual("hostname"u8))
            _host = value.Length is > 0 and < 256 ? value.ToArray() : [];
        else if (name.SequenceEqual("_BOOT_ID"u8))
            _bootId = value.Length < 64 ? value.ToArray() : [];
        else if (name.SequenceEqual("_TRANSPORT"u8))
            _origin = value.SequenceEqual("kernel"u8) ? LineOrigin.Kernel : _origin == LineOrigin.Kernel ? _origin : LineOrigin.Other;
        else if (name.SequenceEqual("SYSLOG_IDENTIFIER"u8))
            _origin = value.SequenceEqual("kernel"u8) ? LineOrigin.Kernel : _origin == LineOrigin.Kernel ? _origin : LineOrigin.Other;
        else if (name.SequenceEqual("__REALTIME_TIMESTAMP"u8))
            _wall = AsciiText.TryParse(value, out long micros) ? DatedPrefix.FromUnix(micros) : _wall;
        else if (name.SequenceEqual("__MONOTONIC_TIMESTAMP"u8))
            _monotonic = AsciiText.TryParse(value, out long micros) ? micros : null;
        else if (name.SequenceEqual("_SOURCE_MONOTONIC_TIMESTAMP"u8))
            _sourceMonotonic = AsciiText.TryParse(value, out long micros) ? micros : null;
        else if (name.SequenceEqual("PRIORITY"u8))
            _level = AsciiText.TryParse(value, out long level) && level < 8 ? (int)level : null;
        else if (name.SequenceEqual("time"u8) || name.SequenceEqual("timestamp"u8) || name.SequenceEqual("@timestamp"u8))
            _wall = IsoClock.TryTake(ref value, out WallClock clock, out _) ? clock : _wall;
    }

    void EnsureRoom(int length)
    {
        if (length > _message.Length)
            Array.Resize(ref _message, Math.Max(length, _message.Length * 2));
    }
}
