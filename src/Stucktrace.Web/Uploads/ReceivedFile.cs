using Stucktrace.Formats.IO;

namespace Stucktrace.Web.Uploads;

/// <summary>A file that came in whole and lies in a temporary folder.</summary>
/// <param name="Received">Its name there, which is ours.</param>
/// <param name="Name">What the client calls it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Hash, lower-case hexadecimal.</param>
sealed record ReceivedFile(string Received, string Name, InputKind Kind, long Bytes, string Sha256);
