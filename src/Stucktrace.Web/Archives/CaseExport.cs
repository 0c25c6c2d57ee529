using System.Globalization;
using System.IO.Compression;
using Stucktrace.Web.Storage;

namespace Stucktrace.Web.Archives;

/// <summary>
/// Writes a case as one archive, a <c>.tar.gz</c> that any tar can open: the list of contents, the files by number, and the results for people to read.
/// Nothing is kept in memory. Without private data there are no files in it: a log or a dump can't be freed of it.
/// </summary>
static class CaseExport
{
    internal static async Task WriteAsync(CaseEntry entry, StoreFolder folder, bool redact, Stream output, CancellationToken stop)
    {
        GZipStream packed = new(output, CompressionLevel.Fastest, leaveOpen: true);
        await using (packed.ConfigureAwait(false))
        {
            byte[] manifest = CaseManifest.Write(entry, redact);
            using (MemoryStream list = new(manifest))
                await AddAsync(packed, CaseManifest.Name, list, entry.Created, stop).ConfigureAwait(false);
            foreach (CaseFile file in redact ? [] : entry.Files)
                await AddAsync(packed, string.Create(CultureInfo.InvariantCulture, $"files/{file.Number}"), folder.FilePath(entry.Id, file.Number), entry.Created, stop).ConfigureAwait(false);
            foreach (CaseAnalysis analysis in entry.Analyses.Where(a => a.State == AnalysisState.Done))
            {
                foreach (string path in Directory.EnumerateFiles(folder.ResultFolder(entry.Id, analysis.Number)).Order(StringComparer.Ordinal))
                    await AddAsync(packed, string.Create(CultureInfo.InvariantCulture, $"results/{analysis.Number}/{Path.GetFileName(path)}"), path, entry.Created, stop).ConfigureAwait(false);
            }

            // The end of an archive: two empty blocks.
            await packed.WriteAsync(new byte[2 * TarHeader.BlockBytes], stop).ConfigureAwait(false);
        }
    }

    static async Task AddAsync(Stream archive, string name, string path, DateTimeOffset time, CancellationToken stop)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false))
            await AddAsync(archive, name, file, time, stop).ConfigureAwait(false);
    }

    static async Task AddAsync(Stream archive, string name, Stream content, DateTimeOffset time, CancellationToken stop)
    {
        await archive.WriteAsync(TarHeader.Write(name, content.Length, time), stop).ConfigureAwait(false);
        await content.CopyToAsync(archive, stop).ConfigureAwait(false);
        await archive.WriteAsync(new byte[TarHeader.Padding(content.Length)], stop).ConfigureAwait(false);
    }
}
