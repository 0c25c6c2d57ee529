using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Stucktrace.Web.Storage;

/// <summary>
/// The store's SQLite database. All access goes through one connection and one lock: statements take well below a millisecond, and what is large lies in files.
/// </summary>
sealed class StoreDatabase : IDisposable
{
    readonly Lock _gate = new();
    readonly SqliteConnection _connection;

    StoreDatabase(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the database, or makes it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="steps">Steps of the schema; tests have their own.</param>
    internal static StoreDatabase Open(string path, string[]? steps = null)
    {
        SQLitePCL.Batteries_V2.Init();
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            StoreSchema.Prepare(connection, path, steps ?? StoreSchema.Steps);
            return new StoreDatabase(connection);
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

    /// <summary>Makes changes that are all kept, or none of them.</summary>
    internal void Write(Action change)
    {
        lock (_gate)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            change();
            transaction.Commit();
        }
    }

    /// <summary>Reads several things of one state.</summary>
    internal T Together<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }

    /// <summary>Runs a statement; its values are called $0, $1 and so on.</summary>
    /// <returns>Rows that it changed.</returns>
    internal int Run(string text, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = Command(text, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads rows.</summary>
    internal ImmutableArray<T> Read<T>(string text, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
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

    public void Dispose() => _connection.Dispose();

    SqliteCommand Command(string text, ReadOnlySpan<object?> values)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        for (int i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i}"), values[i] ?? DBNull.Value);
        return command;
    }
}
