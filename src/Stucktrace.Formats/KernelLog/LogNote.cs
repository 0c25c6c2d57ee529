namespace Stucktrace.Formats.KernelLog;

/// <summary>What the log reader has to say about an input; the number is part of the diagnostic's stable id.</summary>
enum LogNote
{
    LineTooLong = 301,
    ZeroBytes = 302,
    MessagesDropped = 304,
    RateLimited = 305,
    RepeatsNotExpanded = 306,
    TooManyBoots = 307,
    FragmentMissing = 308,
    SequenceGap = 309,
    ReadFailed = 310,
    PartMissing = 311,
}
