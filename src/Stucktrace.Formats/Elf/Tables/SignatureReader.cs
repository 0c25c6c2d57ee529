using System.Buffers.Binary;
using System.Text;

namespace Stucktrace.Formats.Elf.Tables;

/// <summary>
/// Reads the signature appended to a module: the signature, 12 bytes of struct module_signature, a closing line. Of the PKCS#7 message only the
/// parts that modinfo shows are picked out, by their object identifiers.
/// </summary>
static class SignatureReader
{
    const int StructSize = 12;

    static ReadOnlySpan<byte> Closing => "~Module signature appended~\n"u8;

    // DER: OBJECT IDENTIFIER 2.5.4.3 (common name), and the start of 2.16.840.1.101.3.4.2 (NIST hashes).
    static ReadOnlySpan<byte> CommonName => [0x06, 0x03, 0x55, 0x04, 0x03];

    static ReadOnlySpan<byte> NistHash => [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];

    static ReadOnlySpan<byte> Sha1 => [0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a];

    internal static SignatureTrailer? Read(ElfFile file, Action<InputDiagnostic> report)
    {
        ReadOnlySpan<byte> bytes = file.Bytes.Span;
        if (!bytes.EndsWith(Closing) || bytes.Length < Closing.Length + StructSize)
            return null;
        int at = bytes.Length - Closing.Length - StructSize;
        ReadOnlySpan<byte> facts = bytes.Slice(at, StructSize);
        long length = BinaryPrimitives.ReadUInt32BigEndian(facts[8..]);
        int names = facts[3] + facts[4];
        if (length + names > at)
        {
            report(new InputDiagnostic("ELF0406", Message.Of("elf.0406", length, at), Offset: at));
            return null;
        }

        int start = at - (int)length - names;
        ReadOnlySpan<byte> signature = bytes.Slice(start + names, (int)length);
        // include/linux/module_signature.h: PGP 0, X509 1, PKCS#7 2.
        string format = facts[2] switch { 0 => "PGP", 1 => "X509", 2 => "PKCS#7", _ => "?" };
        if (facts[2] == 2)
            return new SignatureTrailer(start, length, format, Signer(signature), Hash(signature), Serial(signature));
        string? signer = facts[3] > 0 ? Encoding.UTF8.GetString(bytes.Slice(start, facts[3])) : null;
        string? key = facts[4] > 0 ? Convert.ToHexStringLower(bytes.Slice(start + facts[3], facts[4])) : null;
        // include/crypto/hash_info.h of 3.7: md4, md5, sha1, rmd160, sha256, sha384, sha512, sha224.
        string? hash = facts[1] switch { 2 => "sha1", 4 => "sha256", 5 => "sha384", 6 => "sha512", 7 => "sha224", _ => null };
        return new SignatureTrailer(start, length, format, signer, hash, key);
    }

    static string? Signer(ReadOnlySpan<byte> der)
    {
        int at = der.LastIndexOf(CommonName);
        if (at < 0 || at + 7 > der.Length)
            return null;
        ReadOnlySpan<byte> value = der[(at + CommonName.Length)..];
        int length = value[1];
        return length is > 0 and < 128 && length + 2 <= value.Length ? Encoding.UTF8.GetString(value.Slice(2, length)) : null;
    }

    static string? Hash(ReadOnlySpan<byte> der)
    {
        int at = der.IndexOf(NistHash);
        if (at >= 0 && at + NistHash.Length < der.Length)
            return der[at + NistHash.Length] switch { 1 => "sha256", 2 => "sha384", 3 => "sha512", 4 => "sha224", 8 => "sha3-256", 9 => "sha3-384", 10 => "sha3-512", _ => null };
        return der.IndexOf(Sha1) >= 0 ? "sha1" : null;
    }

    /// <summary>The serial number follows the issuer's name: the INTEGER behind its last attribute's value.</summary>
    static string? Serial(ReadOnlySpan<byte> der)
    {
        int at = der.LastIndexOf(CommonName);
        if (at < 0 || at + 7 > der.Length)
            return null;
        int next = at + CommonName.Length + 2 + der[at + CommonName.Length + 1];
        if (next + 2 > der.Length || der[next] != 2 || der[next + 1] is 0 or > 64 || next + 2 + der[next + 1] > der.Length)
            return null;
        return Convert.ToHexStringLower(der.Slice(next + 2, der[next + 1]));
    }
}
