using Microsoft.AspNetCore.Http;
using Stucktrace.Formats;
using Stucktrace.Web.Application;
using Stucktrace.Web.Security;
using Stucktrace.Web.Storage;

namespace Stucktrace.Web.Uploads;

/// <summary>What changes the store, for pages and API alike.</summary>
/// <param name="services">The application.</param>
sealed class CaseCommands(ServeServices services)
{
    readonly Lock _keeping = new();

    /// <summary>Receives the files of a form and makes a case of them, or adds them to one; an analysis is asked for.</summary>
    /// <param name="context">The request.</param>
    /// <param name="extended">Id of the case that gets them, or null for a new one.</param>
    /// <param name="fromPage">Whether the form must show that a page of ours made it: its token comes before its files.</param>
    /// <returns>The case.</returns>
    internal async Task<CaseEntry> UploadAsync(HttpContext context, string? extended, bool fromPage)
    {
        CaseEntry? entry = extended is null ? null : Find(extended);
        CheckRoom(entry);
        Unbounded(context);
        await services.Uploads.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            using FileReceiver receiver = new(services.Folder, services.Budget, services.Limits, entry);
            bool trusted = !fromPage;
            await UploadForm.ReadAsync(
                context.Request,
                services.Limits,
                (name, value) =>
                {
                    if (name != FormToken.Field)
                        return;
                    services.Forms.Check(context, value);
                    trusted = true;
                },
                (name, body) =>
                {
                    if (!trusted)
                        services.Forms.Check(context, null);

                    // A form whose field for files was left empty sends one without a name.
                    return string.IsNullOrEmpty(name) ? Task.CompletedTask : receiver.ReceiveAsync(name, body, context.RequestAborted);
                }).ConfigureAwait(false);
            if (receiver.Files.Count == 0)
                throw new RequestRefusedException(400, Message.Of("web.upload-nothing"));
            return Keep(receiver, entry?.Id);
        }
        finally
        {
            services.Uploads.Release();
        }
    }

    /// <summary>Asks for another analysis of all files of a case.</summary>
    internal CaseEntry Again(string id)
    {
        CheckRoom(Find(id));
        services.Store.Extend(id, []);
        services.Queue.Wake();
        return Find(id);
    }

    /// <summary>Deletes a case with all that belongs to it.</summary>
    internal void Delete(string id)
    {
        if (!services.Store.Delete(id))
            throw RequestRefusedException.NotFound();
        services.Queue.Cancel(id);
        StoreFolder.Remove(services.Folder.CaseFolder(id));
        services.Budget.Release(0);
    }

    /// <summary>The case, or 404.</summary>
    internal CaseEntry Find(string? id) => (id is null ? null : services.Store.Find(id)) ?? throw RequestRefusedException.NotFound();

    /// <summary>Moves what was received to its place, then tells the store: a case is there with all its files, or not at all.</summary>
    internal CaseEntry Keep(FileReceiver receiver, string? extended, IReadOnlyList<int>? analyses = null)
    {
        string id = extended ?? StoreFolder.NewId();

        // One at a time: two uploads to one case must not give their files the same numbers.
        lock (_keeping)
        {
            CaseEntry? entry = extended is null ? null : Find(extended);
            if ((entry?.Files.Length ?? 0) + receiver.Files.Count > services.Limits.MaxFilesPerCase)
                throw new RequestRefusedException(413, Message.Of("web.upload-files", services.Limits.MaxFilesPerCase));
            int first = entry is null ? 1 : entry.Files[^1].Number + 1;
            CaseFile[] files = [.. receiver.Files.Select((f, i) => new CaseFile(first + i, f.Name, f.Kind, f.Bytes, f.Sha256))];
            try
            {
                services.Folder.MoveFiles(receiver.Folder, id, receiver.Files.Select((f, i) => (f.Received, files[i].Number)));
                if (entry is null)
                {
                    services.Store.Create(id, files, analyses ?? [files.Length]);
                }
                else if (!services.Store.Extend(id, files))
                {
                    StoreFolder.Remove(services.Folder.CaseFolder(id));
                    throw RequestRefusedException.NotFound();
                }
            }
            catch (Exception e) when (FullDisk.Is(e))
            {
                // The store does not name them: they would take up what little room there is until the next start.
                foreach (CaseFile file in files)
                    File.Delete(services.Folder.FilePath(id, file.Number));
                if (entry is null)
                    StoreFolder.Remove(services.Folder.CaseFolder(id));
                throw;
            }
        }

        services.Queue.Wake(analyses?.Count ?? 1);
        return Find(id);
    }

    internal void CheckRoom(CaseEntry? extended)
    {
        if (extended is null && services.Store.Count >= services.Limits.MaxCases)
            throw new RequestRefusedException(507, Message.Of("web.too-many-cases", services.Limits.MaxCases));
        if (extended is not null && extended.Analyses.Length >= services.Limits.MaxAnalysesPerCase)
            throw new RequestRefusedException(409, Message.Of("web.too-many-analyses", services.Limits.MaxAnalysesPerCase));
        if (services.Store.Waiting >= services.Limits.MaxWaiting)
            throw new RequestRefusedException(503, Message.Of("web.too-busy", services.Limits.MaxWaiting));
    }

    /// <summary>Uploads are bounded by the store's limits, not by the server's general one.</summary>
    internal static void Unbounded(HttpContext context) =>
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
}
