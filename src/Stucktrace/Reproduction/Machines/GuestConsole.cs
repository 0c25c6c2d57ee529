using System.Diagnostics;
using System.Text;

namespace Stucktrace.Reproduction.Machines;

/// <summary>Follows the serial console of a guest as its file grows, and notes how far the guest's init says that it is (<see cref="GuestLine"/>).</summary>
sealed class GuestConsole : IDisposable
{
    // Longer lines are not looked at beyond this; init's are short, though the kernel may print into the middle of one.
    const int MaxLine = 512;

    readonly string _path;
    readonly long _from;
    readonly byte[] _buffer = new byte[64 * 1024];
    readonly StringBuilder _line = new();
    FileStream? _file;

    /// <param name="path">The file; it need not be there yet.</param>
    /// <param name="from">Where this run's part of it begins.</param>
    public GuestConsole(string path, long from) => (_path, _from, Length, ReadyAt) = (path, from, from, from);

    /// <summary>Bytes of the file that were followed so far.</summary>
    public long Length { get; private set; }

    /// <summary>Where in the file the guest was first known to be ready.</summary>
    public long ReadyAt { get; private set; }

    /// <summary>True once the guest has written anything.</summary>
    public bool HasSpoken => Length > _from;

    /// <summary>How far init says that it is, and nothing further than that.</summary>
    public MachinePhase Phase { get; private set; }

    /// <summary>When init last wrote a line; a time stamp of <see cref="Stopwatch"/>.</summary>
    public long LastSign { get; private set; } = Stopwatch.GetTimestamp();

    /// <summary>Reads what has been written since the last time.</summary>
    /// <param name="most">Most bytes to read at once.</param>
    public void Follow(long most = 4 << 20)
    {
        try
        {
            _file ??= new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            _file.Position = Length;
            int read;
            for (long done = 0; done < most && (read = _file.Read(_buffer)) > 0; done += read)
            {
                Take(_buffer.AsSpan(0, read));
                Length += read;
            }
        }
        catch (IOException)
        {
            // QEMU has not made it yet; the next time will do.
        }

        if (HasSpoken && Phase == MachinePhase.Starting)
            Phase = MachinePhase.Booting;
    }

    /// <summary>The guest was restored: it is ready without saying so again.</summary>
    public void TakeForReady() => Reach(MachinePhase.Ready);

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            if (b is (byte)'\n' or (byte)'\r')
            {
                if (_line.Length > 0)
                    TakeLine(_line.ToString());
                _line.Clear();
            }
            else if (_line.Length < MaxLine)
            {
                _line.Append((char)b);
            }
        }
    }

    void TakeLine(string line)
    {
        if (!line.Contains(GuestLine.Prefix, StringComparison.Ordinal))
            return;
        LastSign = Stopwatch.GetTimestamp();
        Reach(line.Contains(GuestLine.CameBack, StringComparison.Ordinal) ? MachinePhase.CameBack
            : line.Contains(GuestLine.Starts, StringComparison.Ordinal) ? MachinePhase.Triggered
            : MachinePhase.Ready);
    }

    void Reach(MachinePhase phase)
    {
        if (Phase < MachinePhase.Ready)
            (ReadyAt, LastSign) = (Length, Stopwatch.GetTimestamp());
        if (phase > Phase)
            Phase = phase;
    }
}
