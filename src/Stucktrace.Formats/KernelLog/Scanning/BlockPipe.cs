using Microsoft.Win32.SafeHandles;

namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>
/// Brings a log block by block, in order, each already scanned. The caller scans too: while the next block in order is not ready it takes another one,
/// so that on a machine of two cores no thread waits for another for long.
/// </summary>
sealed class BlockPipe : IDisposable
{
    const int Ring = 16;

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
    /// <param name="helpers">Threads that scan beside the caller's.</param>
    public BlockPipe(SafeFileHandle? file, Stream? stream, MarkerSearch? search, int helpers)
    {
        (_file, _stream, _search) = (file, stream, search);
        Array.Fill(_ready, -1);
        for (int i = 0; i < helpers; i++)
        {
            Thread thread = new(Help, 256 * 1024) { IsBackground = true, Name = "log scanner" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>What ended reading early, or null.</summary>
    public IOException? Failure => _failure;

    /// <summary>The next block, or null at the end; it is valid until the next call.</summary>
    public LogBlock? Next()
    {
        long index;
        lock (_gate)
        {
            index = _nextToGive++;
            // The block given last may be filled again now.
            if (_threads.Count > 0)
                Monitor.PulseAll(_gate);
        }

        while (true)
        {
            LogBlock? block = null;
            long fill = -1;
            lock (_gate)
            {
                if (_ready[index % Ring] == index)
                    return _ring[index % Ring];
                if (index >= _end)
                    return null;
                // A stream is read by one thread at a time: by the helper where there is one.
                if (_file is not null || _threads.Count == 0)
                    fill = Claim(out block);
                if (fill < 0)
                    Monitor.Wait(_gate);
            }

            if (fill >= 0)
                FillAndPublish(block!, fill);
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

    void Help()
    {
        while (true)
        {
            LogBlock? block;
            long index;
            lock (_gate)
            {
                while ((index = Claim(out block)) < 0)
                {
                    if (_stopped || _nextToFill >= _end)
                        return;
                    Monitor.Wait(_gate);
                }
            }

            FillAndPublish(block!, index);
        }
    }

    /// <summary>Takes the next block to fill, unless the ring is full: the block that the consumer still reads is in it.</summary>
    long Claim(out LogBlock? block)
    {
        block = null;
        if (_stopped || _nextToFill >= _end || _nextToFill >= _nextToGive - 1 + Ring)
            return -1;
        long index = _nextToFill++;
        block = _ring[index % Ring] ??= new LogBlock();
        return index;
    }

    void FillAndPublish(LogBlock block, long index)
    {
        Fill(block, index);
        lock (_gate)
        {
            if (block.Length == 0)
                _end = Math.Min(_end, index);
            else
                _ready[index % Ring] = index;
            // Only somebody who waits for this very block has something to do now.
            if (_threads.Count > 0 && (index == _nextToGive - 1 || block.Length == 0))
                Monitor.PulseAll(_gate);
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
