using System.Globalization;
using System.IO.Compression;
using Stucktrace.Formats;
using Stucktrace.Web.Application;
using Stucktrace.Web.Storage;
using Stucktrace.Web.Uploads;

namespace Stucktrace.Web.Archives;

/// <summary>
/// Takes a case out of an archive as it comes in. Names in the archive must be the very ones that an export writes; none becomes a path. Results in it are
/// passed over: what others computed is not shown as ours, each analysis is made again from the same files. Sizes and hashes must be those of the list,
/// and the same limits hold as for uploads, so that an archive can't unpack to more than a client could have sent.
/// </summary>
/// <param name="services">The application.</param>
/// <param name="commands">Keeps what was received.</param>
sealed class CaseImport(ServeServices services, CaseCommands commands)
{
    /// <summary>Reads an archive and makes a case of it.</summary>
    internal async Task<CaseEntry> ReadAsync(Stream archive, CancellationToken stop)
    {
        commands.CheckRoom(null);
        await services.Uploads.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            using FileReceiver receiver = new(services.Folder, services.Budget, services.Limits, null);
            GZipStream unpacked = new(archive, CompressionMode.Decompress, leaveOpen: true);
            await using (unpacked.ConfigureAwait(false))
            {
                CaseManifest manifest = await ListAsync(unpacked, stop).ConfigureAwait(false);
                await FilesAsync(unpacked, manifest, receiver, stop).ConfigureAwait(false);
                return commands.Keep(receiver, null, manifest.Analyses);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged();
        }
        finally
        {
            services.Uploads.Release();
        }
    }

    static RequestRefusedException Damaged() => new(422, Message.Of("web.import-damaged"));

    async Task<CaseManifest> ListAsync(Stream archive, CancellationToken stop)
    {
        if (await NextAsync(archive, stop).ConfigureAwait(false) is not { Name: CaseManifest.Name } entry || entry.Size > services.Limits.MaxManifestBytes)
            throw new RequestRefusedException(422, Message.Of("web.import-not-ours"));
        byte[] bytes = new byte[entry.Size];
        await archive.ReadExactlyAsync(bytes, stop).ConfigureAwait(false);
        await SkipAsync(archive, TarHeader.Padding(entry.Size), stop).ConfigureAwait(false);
        CaseManifest manifest = CaseManifest.Read(bytes, services.Limits.MaxFilesPerCase, services.Limits.MaxAnalysesPerCase) ?? throw Damaged();
        return manifest.IsRedacted ? throw new RequestRefusedException(422, Message.Of("web.import-redacted")) : manifest;
    }

    async Task FilesAsync(Stream archive, CaseManifest manifest, FileReceiver receiver, CancellationToken stop)
    {
        for (int i = 0; i < manifest.Files.Length; i++)
        {
            CaseManifest.Listed listed = manifest.Files[i];
            if (await NextAsync(archive, stop).ConfigureAwait(false) is not { } entry || entry.Name != string.Create(CultureInfo.InvariantCulture, $"files/{i + 1}") || entry.Size != listed.Bytes)
                throw Damaged();
            ReceivedFile received = await receiver.ReceiveAsync(listed.Name, new BoundedPart(archive, entry.Size), stop).ConfigureAwait(false);
            if (received.Sha256 != listed.Sha256)
                throw Damaged();
            await SkipAsync(archive, TarHeader.Padding(entry.Size), stop).ConfigureAwait(false);
        }

        // What follows are results; that the archive is whole is known by its files' hashes.
    }

    static async Task<(string Name, long Size)?> NextAsync(Stream archive, CancellationToken stop)
    {
        byte[] block = new byte[TarHeader.BlockBytes];
        await archive.ReadExactlyAsync(block, stop).ConfigureAwait(false);
        return TarHeader.Read(block);
    }

    static async Task SkipAsync(Stream archive, int bytes, CancellationToken stop) => await archive.ReadExactlyAsync(new byte[bytes], stop).ConfigureAwait(false);
}
