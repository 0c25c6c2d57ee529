using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Stucktrace.Web.Analyses;

namespace Stucktrace.Web.Storage;

/// <summary>
/// The cases, in one SQLite database. All access goes through one connection and one lock: statements take well below a millisecond, and what is large
/// lies in files. Each public method is one transaction.
/// </summary>
sealed class CaseStore : IDisposable
{
    readonly Lock _gate = new();
    readonly SqliteConnection _connection;
    readonly TimeProvider _clock;

    CaseStore(SqliteConnection connection, TimeProvider clock) => (_connection, _clock) = (connection, clock);

    /// <summary>Bytes of all files of all cases.</summary>
    internal long TotalBytes => Read("select coalesce(sum(bytes), 0) from files", static r => r.GetInt64(0))[0];

    /// <summary>Number of cases.</summary>
    internal int Count => (int)Read("select count(*) from cases", static r => r.GetInt64(0))[0];

    /// <summary>Number of analyses that wait for a worker.</summary>
    internal int Waiting => (int)Read("select count(*) from analyses where state = 0", static r => r.GetInt64(0))[0];

    /// <summary>Opens the database, or makes it.</summary>
    internal static CaseStore Open(string path, TimeProvider clock, string[]? steps = null)
    {
        SQLitePCL.Batteries_V2.Init();
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            StoreSchema.Prepare(connection, path, steps ?? StoreSchema.Steps);
            return new CaseStore(connection, clock);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StoreException(Formats.Message.Of("web.store-damaged", path, e.Message));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Adds a case whose files are in their place, and asks for its analyses.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="files">Its files.</param>
    /// <param name="analyses">Number of the last file of each analysis; one of all files unless an archive tells of more.</param>
    internal void Create(string id, IReadOnlyList<CaseFile> files, IReadOnlyList<int> analyses) => Write(() =>
    {
        Run("insert into cases(id, created) values($0, $1)", id, Now);
        AddFiles(id, files);
        for (int i = 0; i < analyses.Count; i++)
            AddAnalysis(id, i + 1, analyses[i]);
    });

    /// <summary>Adds files to a case and asks for an analysis of all that it has.</summary>
    /// <returns>False when the case is gone.</returns>
    internal bool Extend(string id, IReadOnlyList<CaseFile> files)
    {
        bool found = false;
        Write(() =>
        {
            if (Find(id) is not { } entry)
                return;
            found = true;
            AddFiles(id, files);
            AddAnalysis(id, entry.Newest.Number + 1, Math.Max(entry.Files[^1].Number, files.Count > 0 ? files[^1].Number : 0));
        });
        return found;
    }

    /// <summary>A case, or null.</summary>
    internal CaseEntry? Find(string id)
    {
        if (!StoreFolder.IsId(id))
            return null;
        lock (_gate)
            return Read("select id, created from cases where id = $0", r => Entry(r.GetString(0), r.GetInt64(1)), id).FirstOrDefault();
    }

    /// <summary>The newest cases that are wanted, and how many there are.</summary>
    internal (ImmutableArray<CaseEntry> Cases, int Total) List(CaseQuery query)
    {
        const string Wanted =
            """
            from cases c where ($0 = '' or exists(select 1 from terms t where t.case_id = c.id and t.value like $0 escape '\' and ($1 = '' or t.field = $1))
              or ($1 = '' and exists(select 1 from files f where f.case_id = c.id and f.name like $0 escape '\'))) and ($2 = '' or c.same = $2 or c.place = $2)
            """;
        string pattern = query.Text.Length == 0 ? string.Empty : $"%{query.Text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
        lock (_gate)
        {
            int total = (int)Read("select count(*) " + Wanted, static r => r.GetInt64(0), pattern, query.Field, query.Same)[0];
            return (Read($"select c.id, c.created {Wanted} order by c.created desc, c.id limit $3 offset $4", r => Entry(r.GetString(0), r.GetInt64(1)), pattern, query.Field, query.Same, query.Limit, query.Offset), total);
        }
    }

    /// <summary>Failures that several cases show: what they have in common, and how many they are; the most frequent first.</summary>
    internal ImmutableArray<(string Same, int Cases)> Groups(int most) =>
        Read("select same, count(*) from cases where same is not null group by same having count(*) > 1 order by 2 desc, 1 limit $0", static r => (r.GetString(0), (int)r.GetInt64(1)), most);

    /// <summary>Other cases of the same failure: the same loop, or the same place where one of the two does not know its loop.</summary>
    internal ImmutableArray<CaseEntry> Related(string id, int most)
    {
        const string Others =
            """
            select c.id, c.created from cases c join cases me on me.id = $0 where c.id <> $0
              and (c.same = me.same or (c.place = me.place and (c.same = c.place or me.same = me.place))) order by c.created desc limit $1
            """;
        lock (_gate)
            return Read(Others, r => Entry(r.GetString(0), r.GetInt64(1)), id, most);
    }

    /// <summary>The files of every case by number.</summary>
    internal Dictionary<string, HashSet<int>> KnownFiles() => Read("select c.id, f.number from cases c left join files f on f.case_id = c.id", static r => (Id: r.GetString(0), Number: r.IsDBNull(1) ? 0 : (int)r.GetInt64(1)))
        .GroupBy(p => p.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(p => p.Number).ToHashSet(), StringComparer.Ordinal);

    /// <summary>Takes the analysis that has waited longest, and counts the attempt.</summary>
    internal (CaseEntry Case, CaseAnalysis Analysis)? Take()
    {
        (CaseEntry, CaseAnalysis)? taken = null;
        Write(() =>
        {
            var found = Read("select case_id, number from analyses where state = 0 order by asked, case_id, number limit 1", static r => (Id: r.GetString(0), Number: (int)r.GetInt64(1)));
            if (found.IsEmpty)
                return;
            Run("update analyses set state = 1, attempts = attempts + 1 where case_id = $0 and number = $1", found[0].Id, found[0].Number);
            CaseEntry entry = Find(found[0].Id)!;
            taken = (entry, entry.Analyses.First(a => a.Number == found[0].Number));
        });
        return taken;
    }

    /// <summary>Keeps a result.</summary>
    /// <returns>False when the case is gone.</returns>
    internal bool Finish(string id, int number, CaseSummary summary)
    {
        bool found = false;
        Write(() => found = Finish(id, number, summary, Now));
        return found;
    }

    bool Finish(string id, int number, CaseSummary summary, long now)
    {
        int rows = Run("update analyses set state = 2, finished = $2, summary = $3 where case_id = $0 and number = $1", id, number, now, JsonSerializer.Serialize(summary, SummaryJson.Default.CaseSummary));
        if (Find(id) is not { } entry || entry.Answer?.Number != number)
            return rows > 0;
        Run("delete from terms where case_id = $0", id);
        foreach (SearchTerm term in summary.Terms)
            Run("insert or ignore into terms(case_id, field, value) values($0, $1, $2)", id, term.Field, term.Value);
        Run("update cases set same = $1, place = $2 where id = $0", id, SameFailure.KeyOf(summary), SameFailure.PlaceOf(summary));
        return true;
    }

    /// <summary>Marks an analysis as failed.</summary>
    internal void Fail(string id, int number, string problem) =>
        Write(() => Run("update analyses set state = 3, finished = $2, problem = $3 where case_id = $0 and number = $1", id, number, Now, problem));

    /// <summary>Gives back what was taken and could not be finished because the application stops: it was no attempt.</summary>
    internal void Return(string id, int number) =>
        Write(() => Run("update analyses set state = 0, attempts = attempts - 1 where case_id = $0 and number = $1 and state = 1", id, number));

    /// <summary>At start: what was running when the last run died waits again, unless it was tried too often.</summary>
    internal void Resume(int maxAttempts) => Write(() =>
    {
        Run("update analyses set state = 3, finished = $1, problem = $2 where state = 1 and attempts >= $0", maxAttempts, Now, "web.analysis-died");
        Run("update analyses set state = 0 where state = 1");
    });

    /// <summary>Forgets a case.</summary>
    /// <returns>False when there was none.</returns>
    internal bool Delete(string id)
    {
        bool found = false;
        Write(() => found = Run("delete from cases where id = $0", id) > 0);
        return found;
    }

    public void Dispose() => _connection.Dispose();

    long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    void AddFiles(string id, IReadOnlyList<CaseFile> files)
    {
        foreach (CaseFile file in files)
            Run("insert into files(case_id, number, name, kind, bytes, sha256) values($0, $1, $2, $3, $4, $5)", id, file.Number, file.Name, file.Kind.Kebab(), file.Bytes, file.Sha256);
    }

    void AddAnalysis(string id, int number, int lastFile) =>
        Run("insert into analyses(case_id, number, last_file, state, attempts, asked) values($0, $1, $2, 0, 0, $3)", id, number, lastFile, Now);

    CaseEntry Entry(string id, long created) => new(
        id,
        DateTimeOffset.FromUnixTimeMilliseconds(created),
        Read("select number, name, kind, bytes, sha256 from files where case_id = $0 order by number", static r => new CaseFile((int)r.GetInt64(0), r.GetString(1), FileKind.Parse(r.GetString(2)), r.GetInt64(3), r.GetString(4)), id),
        Read("select number, last_file, state, attempts, asked, finished, summary, problem from analyses where case_id = $0 order by number", Analysis, id));

    static CaseAnalysis Analysis(SqliteDataReader r) => new(
        (int)r.GetInt64(0),
        (int)r.GetInt64(1),
        (AnalysisState)r.GetInt64(2),
        (int)r.GetInt64(3),
        DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4)),
        r.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(5)),
        r.IsDBNull(6) ? null : JsonSerializer.Deserialize(r.GetString(6), SummaryJson.Default.CaseSummary),
        r.IsDBNull(7) ? null : r.GetString(7));

    void Write(Action change)
    {
        lock (_gate)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            change();
            transaction.Commit();
        }
    }

    int Run(string text, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = Command(text, values);
        return command.ExecuteNonQuery();
    }

    ImmutableArray<T> Read<T>(string text, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        lock (_gate)
        {
            using SqliteCommand command = Command(text, values);
            using SqliteDataReader reader = command.ExecuteReader();
            ImmutableArray<T>.Builder rows = ImmutableArray.CreateBuilder<T>();
            while (reader.Read())
                rows.Add(row(reader));
            return rows.ToImmutable();
        }
    }

    SqliteCommand Command(string text, ReadOnlySpan<object?> values)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        for (int i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i}"), values[i] ?? DBNull.Value);
        return command;
    }
}
