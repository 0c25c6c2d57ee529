namespace Stucktrace.Formats.Elf;

/// <summary>The signature appended to a module (include/linux/module_signature.h). It is described, not verified.</summary>
/// <param name="Offset">Where the signature begins in the file: what lies before is what was signed.</param>
/// <param name="Length">Length of the signature in bytes.</param>
/// <param name="Format">Format as modinfo names it: <c>PKCS#7</c>, <c>X509</c> or <c>PGP</c>.</param>
/// <param name="Signer">Common name of the signer, or null when it was not found.</param>
/// <param name="Hash">Hash algorithm, such as <c>sha256</c>, or null.</param>
/// <param name="KeyId">Serial number or identifier of the key in hexadecimal, or null.</param>
public sealed record SignatureTrailer(long Offset, long Length, string Format, string? Signer, string? Hash, string? KeyId);
