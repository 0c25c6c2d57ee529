using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Web.Analyses;
using Stucktrace.Web.Application;

namespace Stucktrace.Web.Storage;

/// <summary>The cases, in one SQLite database. Each method that changes something is one transaction.</summary>
sealed class CaseStore : IDisposable
{
    readonly StoreDatabase _database;
    readonly FailureGroups _groups;
    readonly TimeProvider _clock;
    readonly bool _redact;

    CaseStore(StoreDatabase database, TimeProvider clock, ServeLimits limits, bool redact) =>
        (_database, _groups, _clock, _redact) = (database, new FailureGroups(database, limits.MaxCompared), clock, redact);

    /// <summary>Bytes of all files of all cases.</summary>
    internal long TotalBytes => _database.Read("select coalesce(sum(bytes), 0) from files", static r => r.GetInt64(0))[0];

    /// <summary>Number of cases.</summary>
    internal int Count => (int)_database.Read("select count(*) from cases", static r => r.GetInt64(0))[0];

    /// <summary>Number of analyses that wait for a worker.</summary>
    internal int Waiting => (int)_database.Read("select count(*) from analyses where state = 0", static r => r.GetInt64(0))[0];

    /// <summary>Opens the database, or makes it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="clock">The time.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="redact">Whether its results hold no private data. A store with cases is of the one kind or the other.</param>
    /// <param name="steps">Steps of the schema; tests have their own.</param>
    internal static CaseStore Open(string path, TimeProvider clock, ServeLimits? limits = null, bool redact = false, string[]? steps = null)
    {
        StoreDatabase database = StoreDatabase.Open(path, steps);
        try
        {
            StoreSchema.SetRedacted(database, path, redact);
            return new CaseStore(database, clock, limits ?? new ServeLimits(), redact);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Adds a case whose files are in their place, and asks for its analyses.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="files">Its files.</param>
    /// <param name="analyses">Number of the last file of each analysis; one of all files unless an archive tells of more.</param>
    internal void Create(string id, IReadOnlyList<CaseFile> files, IReadOnlyList<int> analyses) => _database.Write(() =>
    {
        _database.Run("insert into cases(id, created) values($0, $1)", id, Now);
        AddFiles(id, files);
        for (int i = 0; i < analyses.Count; i++)
            AddAnalysis(id, i + 1, analyses[i]);
    });

    /// <summary>Adds files to a case and asks for an analysis of all that it has.</summary>
    /// <returns>False when the case is gone.</returns>
    internal bool Extend(string id, IReadOnlyList<CaseFile> files)
    {
        bool found = false;
        _database.Write(() =>
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
        return _database.Together(() => _database.Read("select id, created from cases where id = $0", r => Entry(r.GetString(0), r.GetInt64(1)), id).FirstOrDefault());
    }

    /// <summary>The newest cases that are wanted, and how many there are.</summary>
    internal (ImmutableArray<CaseEntry> Cases, int Total) List(CaseQuery query)
    {
        const string Wanted =
            """
            from cases c where ($0 = '' or exists(select 1 from terms t where t.case_id = c.id and t.value like $0 escape '\' and ($1 = '' or t.field = $1))
              or ($1 = '' and not $3 and exists(select 1 from files f where f.case_id = c.id and f.name like $0 escape '\'))) and ($2 = '' or c.same = $2)
            """;
        string pattern = query.Text.Length == 0 ? string.Empty : $"%{query.Text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
        return _database.Together(() =>
        {
            int total = (int)_database.Read("select count(*) " + Wanted, static r => r.GetInt64(0), pattern, query.Field, query.Same, _redact)[0];
            return (_database.Read($"select c.id, c.created {Wanted} order by c.created desc, c.id limit $4 offset $5", r => Entry(r.GetString(0), r.GetInt64(1)), pattern, query.Field, query.Same, _redact, query.Limit, query.Offset), total);
        });
    }

    /// <summary>Failures that several cases show: their name in the store, and how many they are; the most frequent first.</summary>
    internal ImmutableArray<(string Same, int Cases)> Groups(int most) => _groups.List(most);

    /// <summary>Other cases that compare as the same failure, the newest first.</summary>
    internal ImmutableArray<CaseEntry> Related(string id, int most) =>
        _database.Together<ImmutableArray<CaseEntry>>(() => [.. _groups.Related(id, most).Select(Find).OfType<CaseEntry>()]);

    /// <summary>What identifies the failure of a case; null when it has no result, or none that can be compared.</summary>
    internal FailureSignature? Signature(string id) => _groups.Signature(id);

    /// <summary>Cases of a store of an older version, which kept no signatures, each with the number of its newest result.</summary>
    internal ImmutableArray<(string Id, int Number)> WithoutSignature() =>
        _database.Read("select c.id, max(a.number) from cases c join analyses a on a.case_id = c.id where c.signature is null and a.state = 2 group by c.id", static r => (r.GetString(0), (int)r.GetInt64(1)));

    /// <summary>Keeps what identifies the failure of a case, and compares it with the others.</summary>
    internal void Sign(string id, FailureSignature? signature) => _database.Write(() => _groups.Put(id, signature));

    /// <summary>The files of every case by number.</summary>
    internal Dictionary<string, HashSet<int>> KnownFiles() => _database.Read("select c.id, f.number from cases c left join files f on f.case_id = c.id", static r => (Id: r.GetString(0), Number: r.IsDBNull(1) ? 0 : (int)r.GetInt64(1)))
        .GroupBy(p => p.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(p => p.Number).ToHashSet(), StringComparer.Ordinal);

    /// <summary>Takes the analysis that has waited longest, and counts the attempt.</summary>
    internal (CaseEntry Case, CaseAnalysis Analysis)? Take()
    {
        (CaseEntry, CaseAnalysis)? taken = null;
        _database.Write(() =>
        {
            var found = _database.Read("select case_id, number from analyses where state = 0 order by asked, case_id, number limit 1", static r => (Id: r.GetString(0), Number: (int)r.GetInt64(1)));
            if (found.IsEmpty)
                return;
            _database.Run("update analyses set state = 1, attempts = attempts + 1 where case_id = $0 and number = $1", found[0].Id, found[0].Number);
            CaseEntry entry = Find(found[0].Id)!;
            taken = (entry, entry.Analyses.First(a => a.Number == found[0].Number));
        });
        return taken;
    }

    /// <summary>Keeps a result.</summary>
    /// <param name="id">The case.</param>
    /// <param name="number">The analysis.</param>
    /// <param name="summary">What it found.</param>
    /// <param name="signature">What identifies the failure, or null.</param>
    /// <returns>False when the case is gone.</returns>
    internal bool Finish(string id, int number, CaseSummary summary, FailureSignature? signature)
    {
        bool found = false;
        _database.Write(() => found = Finish(id, number, summary, signature, Now));
        return found;
    }

    bool Finish(string id, int number, CaseSummary summary, FailureSignature? signature, long now)
    {
        int rows = _database.Run("update analyses set state = 2, finished = $2, summary = $3 where case_id = $0 and number = $1", id, number, now, JsonSerializer.Serialize(summary, SummaryJson.Default.CaseSummary));
        if (Find(id) is not { } entry || entry.Answer?.Number != number)
            return rows > 0;
        _database.Run("delete from terms where case_id = $0", id);
        foreach (SearchTerm term in summary.Terms)
            _database.Run("insert or ignore into terms(case_id, field, value) values($0, $1, $2)", id, term.Field, term.Value);
        _groups.Put(id, signature);
        return true;
    }

    /// <summary>Marks an analysis as failed.</summary>
    internal void Fail(string id, int number, string problem) =>
        _database.Write(() => _database.Run("update analyses set state = 3, finished = $2, problem = $3 where case_id = $0 and number = $1", id, number, Now, problem));

    /// <summary>Gives back what was taken and could not be finished because the application stops: it was no attempt.</summary>
    internal void Return(string id, int number) =>
        _database.Write(() => _database.Run("update analyses set state = 0, attempts = attempts - 1 where case_id = $0 and number = $1 and state = 1", id, number));

    /// <summary>At start: what was running when the last run died waits again, unless it was tried too often.</summary>
    internal void Resume(int maxAttempts) => _database.Write(() =>
    {
        _database.Run("update analyses set state = 3, finished = $1, problem = $2 where state = 1 and attempts >= $0", maxAttempts, Now, "web.analysis-died");
        _database.Run("update analyses set state = 0 where state = 1");
    });

    /// <summary>Forgets a case.</summary>
    /// <returns>False when there was none.</returns>
    internal bool Delete(string id)
    {
        bool found = false;
        _database.Write(() => found = _database.Run("delete from cases where id = $0", id) > 0);
        return found;
    }

    public void Dispose() => _database.Dispose();

    long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    void AddFiles(string id, IReadOnlyList<CaseFile> files)
    {
        foreach (CaseFile file in files)
            _database.Run("insert into files(case_id, number, name, kind, bytes, sha256) values($0, $1, $2, $3, $4, $5)", id, file.Number, file.Name, file.Kind.Kebab(), file.Bytes, file.Sha256);
    }

    void AddAnalysis(string id, int number, int lastFile) =>
        _database.Run("insert into analyses(case_id, number, last_file, state, attempts, asked) values($0, $1, $2, 0, 0, $3)", id, number, lastFile, Now);

    CaseEntry Entry(string id, long created)
    {
        ImmutableArray<CaseAnalysis> analyses = _database.Read("select number, last_file, state, attempts, asked, finished, summary, problem from analyses where case_id = $0 order by number", Analysis, id);
        ImmutableArray<string> names = analyses.LastOrDefault(a => a.Summary is not null)?.Summary?.Names ?? [];
        ImmutableArray<CaseFile> files = _database.Read("select number, name, kind, bytes, sha256 from files where case_id = $0 order by number", static r => new CaseFile((int)r.GetInt64(0), r.GetString(1), FileKind.Parse(r.GetString(2)), r.GetInt64(3), r.GetString(4)), id);
        return new CaseEntry(id, DateTimeOffset.FromUnixTimeMilliseconds(created), _redact ? [.. files.Select((f, i) => f with { Name = i < names.Length ? names[i] : CaseSummary.NumberedName(f.Number) })] : files, analyses);
    }

    static CaseAnalysis Analysis(SqliteDataReader r) => new(
        (int)r.GetInt64(0),
        (int)r.GetInt64(1),
        (AnalysisState)r.GetInt64(2),
        (int)r.GetInt64(3),
        DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4)),
        r.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(5)),
        r.IsDBNull(6) ? null : JsonSerializer.Deserialize(r.GetString(6), SummaryJson.Default.CaseSummary),
        r.IsDBNull(7) ? null : r.GetString(7));
}
