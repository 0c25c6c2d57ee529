namespace Stucktrace.Dump.Reading;

/// <summary>How a walk over one of the kernel's lists ended.</summary>
enum RingEnd
{
    /// <summary>It came back to its head: the list is whole.</summary>
    Closed,

    /// <summary>A link is NULL.</summary>
    Null,

    /// <summary>A link is what list_del() leaves behind (include/linux/poison.h): the node before was taken out of the list.</summary>
    Poison,

    /// <summary>A link leads to memory that is not in the dump, or never was.</summary>
    NotPresent,

    /// <summary>A link leads back to a node that is not the head: the walk never ends.</summary>
    Circle,

    /// <summary>There are more nodes than any real list has.</summary>
    TooLong,
}
