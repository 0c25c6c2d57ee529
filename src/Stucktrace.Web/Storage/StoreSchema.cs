using Microsoft.Data.Sqlite;
using Stucktrace.Formats;

namespace Stucktrace.Web.Storage;

/// <summary>
/// The tables of the store, as the steps that lead from each version to the next. A step that was ever released is never changed. The version stands in
/// SQLite's user_version, and application_id tells a store of ours from any other database.
/// </summary>
static class StoreSchema
{
    /// <summary>"STKT".</summary>
    const long ApplicationId = 0x53544b54;

    internal static readonly string[] Steps =
    [
        """
        create table cases(id text primary key, created integer not null, same text, place text) strict, without rowid;
        create index cases_by_time on cases(created);
        create index cases_by_failure on cases(same) where same is not null;
        create index cases_by_place on cases(place) where place is not null;
        create table files(case_id text not null references cases(id) on delete cascade, number integer not null, name text not null, kind text not null,
          bytes integer not null, sha256 text not null, primary key(case_id, number)) strict, without rowid;
        create table analyses(case_id text not null references cases(id) on delete cascade, number integer not null, last_file integer not null, state integer not null,
          attempts integer not null, asked integer not null, finished integer, summary text, problem text, primary key(case_id, number)) strict, without rowid;
        create index analyses_open on analyses(state, asked) where state < 2;
        create table terms(case_id text not null references cases(id) on delete cascade, field text not null, value text not null collate nocase,
          primary key(case_id, field, value)) strict, without rowid;
        """,

        // Cases are grouped by comparing their signatures, no longer by the place alone.
        """
        drop index cases_by_place;
        alter table cases drop column place;
        alter table cases add column signature text;
        update cases set same = null;
        create table failure_names(module text not null, name text not null, case_id text not null references cases(id) on delete cascade, primary key(module, name, case_id)) strict, without rowid;
        create index failure_names_by_case on failure_names(case_id);
        create table same_failures(case_id text not null references cases(id) on delete cascade, other_id text not null references cases(id) on delete cascade,
          primary key(case_id, other_id)) strict, without rowid;
        create index same_failures_by_other on same_failures(other_id);
        create table settings(name text primary key, value text not null) strict, without rowid;
        """,
    ];

    /// <summary>Makes a new store, or brings an older one up to date; one of a newer version, or no store of ours, is left as it is.</summary>
    /// <param name="connection">The open database.</param>
    /// <param name="path">Its path, for the message.</param>
    /// <param name="steps">The steps; tests have their own.</param>
    internal static void Prepare(SqliteConnection connection, string path, string[] steps)
    {
        long application = Number(connection, "pragma application_id");
        long version = Number(connection, "pragma user_version");
        bool empty = Number(connection, "select count(*) from sqlite_schema") == 0;
        if (application != ApplicationId && !(empty && application == 0))
            throw new StoreException(Message.Of("web.store-foreign", path));
        if (version > steps.Length)
            throw new StoreException(Message.Of("web.store-newer", path, version, steps.Length));
        Run(connection, "pragma journal_mode=wal");
        Run(connection, "pragma synchronous=full");
        Run(connection, "pragma foreign_keys=on");
        for (long step = version; step < steps.Length; step++)
            Run(connection, $"begin immediate; {steps[step]} pragma application_id={ApplicationId}; pragma user_version={step + 1}; commit;");
    }

    /// <summary>Marks a store without cases as one whose results hold private data, or hold none; one with cases is refused when it is of the other kind.</summary>
    /// <param name="database">The store.</param>
    /// <param name="path">Its path, for the message.</param>
    /// <param name="redact">Whether its results are to hold no private data.</param>
    internal static void SetRedacted(StoreDatabase database, string path, bool redact) => database.Write(() =>
    {
        bool isRedacted = database.Read("select 1 from settings where name = 'redacted'", static r => r.GetInt64(0)).Length > 0;
        if (isRedacted == redact)
            return;
        if (database.Read("select 1 from cases limit 1", static r => r.GetInt64(0)).Length > 0)
            throw new StoreException(Message.Of(redact ? "web.store-plain" : "web.store-redacted", path));
        database.Run(redact ? "insert into settings(name, value) values('redacted', '1')" : "delete from settings where name = 'redacted'");
    });

    static long Number(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return (long)command.ExecuteScalar()!;
    }

    static void Run(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
