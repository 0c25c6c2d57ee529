using Stucktrace.Web.Storage;

namespace Stucktrace.Web.Uploads;

/// <summary>Counts what uploads under way hold besides what the store has, so that many at once can't exceed its limit together.</summary>
/// <param name="store">The cases.</param>
/// <param name="most">Most bytes of all.</param>
sealed class StoreBudget(CaseStore store, long most)
{
    readonly Lock _gate = new();
    long _underWay;
    long _kept = store.TotalBytes;

    /// <summary>Takes room.</summary>
    /// <returns>False when there is none.</returns>
    internal bool Reserve(long bytes)
    {
        lock (_gate)
        {
            if (_kept + _underWay + bytes > most)
                return false;
            _underWay += bytes;
            return true;
        }
    }

    /// <summary>Gives room back; what was kept is counted with the store's from now on.</summary>
    internal void Release(long bytes)
    {
        lock (_gate)
        {
            _underWay -= bytes;
            _kept = store.TotalBytes;
        }
    }
}
