namespace Stucktrace.Lab;

/// <summary>The lab can't work here; the message says what to install or do.</summary>
sealed class LabFailure(string message) : Exception(message);
