using Stucktrace.Formats;

namespace Stucktrace.Web.Storage;

/// <summary>The store can't be used; nothing in it was changed.</summary>
/// <param name="reason">Why, and what to do.</param>
public sealed class StoreException(Message reason) : Exception(reason.Id)
{
    /// <summary>Why, and what to do.</summary>
    public Message Reason => reason;
}
