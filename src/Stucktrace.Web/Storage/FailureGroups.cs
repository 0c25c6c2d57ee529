using System.Collections.Immutable;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Web.Storage;

/// <summary>
/// Which cases show the same failure, in the very sense of <c>compare</c>: each new result is compared with those that may be the same. Being the same does
/// not carry over (a log without its module may be the same as two builds that are not the same as each other), so a group takes a case only when that
/// is the same as every one of the group. Methods are called inside a transaction of the store.
/// </summary>
/// <param name="database">The store's database.</param>
/// <param name="most">Most cases that one is compared with, the newest first.</param>
sealed class FailureGroups(StoreDatabase database, int most)
{
    /// <summary>Keeps what identifies the failure of a case instead of what was known before, and puts the case into the group that it belongs to.</summary>
    internal void Put(string id, FailureSignature? signature)
    {
        database.Run("delete from failure_names where case_id = $0", id);
        database.Run("delete from same_failures where case_id = $0 or other_id = $0", id);
        database.Run("update cases set same = null, signature = $1 where id = $0", id, SignatureText.Write(signature));
        if (signature is null || FailureNames.ModuleOf(signature) is not { } module)
            return;
        string[] same = [.. Candidates(id, module, FailureNames.Of(signature)).Where(c => SignatureText.Read(c.Signature) is { } other && FailureComparer.Compare(signature, other).IsSame).Select(c => c.Id)];
        foreach (string other in same)
            database.Run("insert into same_failures(case_id, other_id) values($0, $1), ($1, $0)", id, other);
        foreach (string name in FailureNames.Of(signature))
            database.Run("insert into failure_names(module, name, case_id) values($0, $1, $2)", module, name, id);
        database.Run("update cases set same = $1 where id = $0", id, GroupFor(id) ?? StoreFolder.NewId());
    }

    /// <summary>What identifies the failure of a case, or null.</summary>
    internal FailureSignature? Signature(string id) => database.Read("select coalesce(signature, '') from cases where id = $0", static r => r.GetString(0), id).Select(SignatureText.Read).FirstOrDefault();

    /// <summary>Ids of other cases of the same failure, the newest first.</summary>
    internal ImmutableArray<string> Related(string id, int limit) =>
        database.Read("select c.id from same_failures s join cases c on c.id = s.other_id where s.case_id = $0 order by c.created desc, c.id limit $1", static r => r.GetString(0), id, limit);

    /// <summary>Groups of more than one case, the largest first.</summary>
    internal ImmutableArray<(string Same, int Cases)> List(int limit) =>
        database.Read("select same, count(*) from cases where same is not null group by same having count(*) > 1 order by 2 desc, 1 limit $0", static r => (r.GetString(0), (int)r.GetInt64(1)), limit);

    // Of the same module: those with one of the names, and those that have none; all where this one has none. The newest first.
    IEnumerable<(string Id, string Signature, long Created)> Candidates(string id, string module, ImmutableArray<string> names)
    {
        const string All = "select distinct c.id, c.signature, c.created from failure_names n join cases c on c.id = n.case_id where n.module = $1 and c.id <> $0 and c.signature is not null";
        const string Newest = " order by c.created desc, c.id limit $2";
        static (string, string, long) Row(Microsoft.Data.Sqlite.SqliteDataReader r) => (r.GetString(0), r.GetString(1), r.GetInt64(2));
        return names.Contains(FailureNames.Unnamed)
            ? database.Read(All + Newest, Row, id, module, most)
            : names.Append(FailureNames.Unnamed).SelectMany(n => database.Read($"{All} and n.name = $3{Newest}", Row, id, module, most, n)).DistinctBy(c => c.Item1).OrderByDescending(c => c.Item3).Take(most);
    }

    // The largest group whose cases are all the same as this one.
    string? GroupFor(string id) => database.Read(
        """
        select c.same from cases c left join same_failures s on s.case_id = $0 and s.other_id = c.id
          where c.same in (select c.same from same_failures s join cases c on c.id = s.other_id where s.case_id = $0 and c.same is not null)
          group by c.same having count(*) = count(s.other_id) order by count(*) desc, c.same limit 1
        """,
        static r => r.GetString(0),
        id).FirstOrDefault();
}
