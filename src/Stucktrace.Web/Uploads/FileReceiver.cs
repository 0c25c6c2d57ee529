using System.Globalization;
using System.Security.Cryptography;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Web.Application;
using Stucktrace.Web.Storage;

namespace Stucktrace.Web.Uploads;

/// <summary>
/// Receives the files of one upload into a temporary folder: one buffer, whatever their size. As soon as the first bytes of a file are there it is
/// known whether it is of use. Unless the upload is kept, its folder is gone when this is disposed of.
/// </summary>
sealed class FileReceiver : IDisposable
{
    const int BufferBytes = Recognition.HeadBytes;
    const long CheckDiskEvery = 64L << 20;
    readonly StoreFolder _folder;
    readonly StoreBudget _budget;
    readonly ServeLimits _limits;
    readonly List<ReceivedFile> _files = [];
    readonly long _mayHold;
    readonly int _mayCount;
    long _held;

    /// <summary>Prepares for an upload.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="budget">What the store may still take in.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="extended">The case that gets the files, or null for a new one.</param>
    internal FileReceiver(StoreFolder folder, StoreBudget budget, ServeLimits limits, CaseEntry? extended)
    {
        (_folder, _budget, _limits) = (folder, budget, limits);
        _mayHold = limits.MaxCaseBytes - (extended?.Bytes ?? 0);
        _mayCount = limits.MaxFilesPerCase - (extended?.Files.Length ?? 0);
        Folder = folder.NewTemporary();
    }

    /// <summary>Where the files lie.</summary>
    internal string Folder { get; }

    /// <summary>The files received so far.</summary>
    internal IReadOnlyList<ReceivedFile> Files => _files;

    /// <summary>Receives a file.</summary>
    /// <param name="name">What the client calls it.</param>
    /// <param name="body">Its bytes.</param>
    /// <param name="stop">Ends it.</param>
    internal async Task<ReceivedFile> ReceiveAsync(string? name, Stream body, CancellationToken stop)
    {
        string shown = ClientName.Shown(name);
        if (_files.Count >= _mayCount)
            throw new RequestRefusedException(413, Message.Of("web.upload-files", _limits.MaxFilesPerCase));
        string received = _files.Count.ToString(CultureInfo.InvariantCulture);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferBytes];
        long bytes = 0;
        InputKind kind = InputKind.Unknown;
        FileStream file = new(Path.Combine(Folder, received), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            while (true)
            {
                int read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop).ConfigureAwait(false);
                if (bytes == 0)
                {
                    (kind, Message? problem) = Recognition.Of(buffer.AsMemory(0, read), ReadLimits.Default);
                    if (problem is not null)
                        throw new RequestRefusedException(422, Message.Of("web.upload-refused", shown, problem));
                }

                if (read == 0)
                    break;
                Reserve(read, bytes);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), stop).ConfigureAwait(false);
                bytes += read;
                if (read < buffer.Length)
                    break;
            }

            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        ReceivedFile done = new(received, shown, kind, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        _files.Add(done);
        return done;
    }

    public void Dispose()
    {
        _budget.Release(_held);
        StoreFolder.Remove(Folder);
    }

    void Reserve(int read, long bytesOfFile)
    {
        if (_held + read > _mayHold)
            throw new RequestRefusedException(413, Message.Of("web.upload-case-full", Sizes.Text(_limits.MaxCaseBytes)));
        if (!_budget.Reserve(read))
            throw new RequestRefusedException(507, Message.Of("web.upload-store-full", Sizes.Text(_limits.MaxStoreBytes)));
        _held += read;
        if (bytesOfFile % CheckDiskEvery == 0 && _folder.FreeBytes - read < _limits.MinFreeBytes)
            throw new RequestRefusedException(507, Message.Of("web.upload-disk-full", Sizes.Text(_limits.MinFreeBytes)));
    }
}
