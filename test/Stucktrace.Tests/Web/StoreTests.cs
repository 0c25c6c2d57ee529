using Microsoft.Data.Sqlite;
using Stucktrace.Formats.IO;
using Stucktrace.Reporting;
using Stucktrace.Web.Storage;

namespace Stucktrace.Tests.Web;

/// <summary>Stores of other versions and other programs.</summary>
public sealed class StoreTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stucktrace-store");

    string Database => Path.Combine(_folder.FullName, "stucktrace.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ANewerStoreIsLeftAsItIs()
    {
        CaseStore.Open(Database, TimeProvider.System).Dispose();
        Run($"pragma user_version = {StoreSchema.Steps.Length + 1}");
        byte[] before = File.ReadAllBytes(Database);
        StoreException refused = Assert.Throws<StoreException>(() => CaseStore.Open(Database, TimeProvider.System));
        Assert.Contains("newer version", refused.Reason.Render(Language.English), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Database));
        Assert.Equal(3, Stucktrace.Cli.Commands.CommandTree.Run(["serve", "--port", "0", "--data", _folder.FullName], Language.English));
        Assert.Equal(before, File.ReadAllBytes(Database));
    }

    [Fact]
    public void ADatabaseOfAnotherProgramIsLeftAsItIs()
    {
        Run("create table theirs(a text)");
        byte[] before = File.ReadAllBytes(Database);
        StoreException refused = Assert.Throws<StoreException>(() => CaseStore.Open(Database, TimeProvider.System));
        Assert.Equal("web.store-foreign", refused.Reason.Id);
        Assert.Equal(before, File.ReadAllBytes(Database));
    }

    [Fact]
    public void WhatIsNoDatabaseIsSaidSo()
    {
        File.WriteAllText(Database, new string('x', 5000));
        Assert.Equal("web.store-damaged", Assert.Throws<StoreException>(() => CaseStore.Open(Database, TimeProvider.System)).Reason.Id);
    }

    [Fact]
    public void AnOlderStoreIsBroughtUpToDateStepByStep()
    {
        string id = StoreFolder.NewId();
        using (CaseStore store = CaseStore.Open(Database, TimeProvider.System))
            store.Create(id, [new CaseFile(1, "a", InputKind.KernelLog, 1, "00")], [1]);
        string[] later = [.. StoreSchema.Steps, "alter table cases add column note text not null default 'old';", "create table more(a text) strict;"];
        using (CaseStore store = CaseStore.Open(Database, TimeProvider.System, steps: later))
            Assert.Equal("a", Assert.Single(store.Find(id)!.Files).Name);
        Assert.Equal("old", Run("select note from cases"));
        Assert.Equal((long)later.Length, Run("pragma user_version"));

        // A step that fails changes nothing, the version included.
        Assert.Throws<StoreException>(() => CaseStore.Open(Database, TimeProvider.System, steps: [.. later, "create table half(a text) strict; create table more(a text) strict;"]));
        Assert.Equal((long)later.Length, Run("pragma user_version"));
        Assert.Equal(0L, Run("select count(*) from sqlite_schema where name = 'half'"));
    }

    [Fact]
    public void OneFolderBelongsToOneProcess()
    {
        using StoreFolder first = StoreFolder.Open(_folder.FullName);
        Assert.Equal("web.store-locked", Assert.Throws<StoreException>(() => StoreFolder.Open(_folder.FullName)).Reason.Id);
    }

    [Fact]
    public void AFolderThatCannotBeFlushedIsSaid()
    {
        FolderSync.Flush(_folder.FullName, Path.GetTempPath());
        string missing = Path.Combine(_folder.FullName, "missing");
        Assert.Contains(missing, Assert.Throws<IOException>(() => FolderSync.Flush(_folder.FullName, missing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOfClientsMakeHarmlessLinks()
    {
        string[] names = ["messages", "../../etc/passwd", "-o", ".", "", "a b\n.log", "日志.txt", "messages", new string('x', 500)];
        IReadOnlyList<string> links = Stucktrace.Web.Uploads.ClientName.ForLinks(names);
        Assert.Equal(names.Length, links.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(links, l => Assert.Matches("^[A-Za-z0-9_+][A-Za-z0-9._+-]{0,130}$", l));
        Assert.Equal("messages", links[0]);
        Assert.Equal("2-messages", links[7]);
    }

    /// <summary>Makes a store one of the first version again.</summary>
    internal static void Downgrade(string path) => Run(
        path,
        """
        drop table failure_names; drop table same_failures; drop table settings; alter table cases drop column signature; alter table cases add column place text;
        create index cases_by_place on cases(place) where place is not null; update cases set same = 'place:old'; pragma user_version = 1
        """);

    object? Run(string text) => Run(Database, text);

    static object? Run(string path, string text)
    {
        SQLitePCL.Batteries_V2.Init();
        using SqliteConnection connection = new($"Data Source={path};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
