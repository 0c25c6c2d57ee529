using Microsoft.Win32.SafeHandles;

namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>
/// Brings a log block by block, in order, each already scanned. Large plain files are read and scanned by all cores ahead of the consumer; streams by
/// one thread ahead; small files in the consumer's own thread.
/// </summary>
sealed class BlockPipe : IDisposable
{
    const int Ring = 8;

    readonly MarkerSearch? _search;
    readonly SafeFileHandle? _file;
    readonly Stream? _stream;
    readonly LogBlock?[] _ring = new LogBlock?[Ring];
    readonly long[] _ready = new long[Ring];
    readonly object _gate = new();
    readonly List<Thread> _threads = [];
    long _nextToFill;
    long _nextToGive;
    long _end = long.MaxValue;
    bool _stopped;
    IOException? _failure;

    /// <summary>Makes a pipe.</summary>
    /// <param name="file">A plain file, or null.</param>
    /// <param name="stream">A stream, where there is no plain file.</param>
    /// <param name="search">What to scan for, or null.</param>
    /// <param name="workers">Threads that read ahead; 0 to read in the caller's.</param>
    public BlockPipe(SafeFileHandle? file, Stream? stream, MarkerSearch? search, int workers)
    {
        (_file, _stream, _search) = (file, stream, search);
        Array.Fill(_ready, -1);
        for (int i = 0; i < workers; i++)
        {
            Thread thread = new(Work, 256 * 1024) { IsBackground = true, Name = "log scanner" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>What ended reading early, or null.</summary>
    public IOException? Failure => _failure;

    /// <summary>The next block, or null at the end; it is valid until the next call.</summary>
    public LogBlock? Next()
    {
        long index = _nextToGive;
        if (_threads.Count == 0)
        {
            LogBlock own = _ring[0] ??= new LogBlock();
            Fill(own, index);
            _nextToGive++;
            return own.Length == 0 ? null : own;
        }

        lock (_gate)
        {
            // The block given last may be filled again now.
            _nextToGive++;
            Monitor.PulseAll(_gate);
            while (_ready[index % Ring] != index && index < _end)
                Monitor.Wait(_gate);
            return index < _end ? _ring[index % Ring] : null;
        }
    }

    /// <summary>Stops the threads.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }

        foreach (Thread thread in _threads)
            thread.Join();
    }

    void Work()
    {
        while (true)
        {
            long index;
            LogBlock block;
            lock (_gate)
            {
                // One block less than the ring holds: the consumer still reads the one that it was given.
                while (!_stopped && _nextToFill < _end && _nextToFill >= _nextToGive - 1 + Ring)
                    Monitor.Wait(_gate);
                if (_stopped || _nextToFill >= _end)
                    return;
                index = _nextToFill++;
                block = _ring[index % Ring] ??= new LogBlock();
            }

            Fill(block, index);
            lock (_gate)
            {
                if (block.Length == 0)
                    _end = Math.Min(_end, index);
                else
                    _ready[index % Ring] = index;
                Monitor.PulseAll(_gate);
            }
        }
    }

    void Fill(LogBlock block, long index)
    {
        int length = 0;
        try
        {
            while (length < LogBlock.Size)
            {
                int read = _file is not null
                    ? RandomAccess.Read(_file, block.Data.AsSpan(length), index * LogBlock.Size + length)
                    : _stream!.Read(block.Data, length, LogBlock.Size - length);
                if (read <= 0)
                    break;
                length += read;
            }
        }
        catch (IOException failure)
        {
            _failure ??= failure;
        }

        block.Length = length;
        block.Scan(_search);
    }
}
