using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Guests;

/// <summary>Compiles the programs of a guest with the compiler of this machine: static, since the guest has no libraries.</summary>
public static class GuestCompiler
{
    // musl-gcc comes last: it is there beside a gcc, and makes static programs where glibc's static libraries are not installed.
    static readonly string[] Compilers = ["gcc", "cc", "clang", "musl-gcc"];

    // What the linker says when there is no static C library (GNU ld, lld, gold).
    static readonly string[] NoStaticLibrary = ["cannot find -lc", "unable to find library -lc", "cannot find -lpthread", "unable to find library -lpthread", "crtbeginT.o"];

    /// <summary>Arguments besides input and output.</summary>
    public static ImmutableArray<string> Options { get; } = ["-static", "-O1", "-Wall", "-pthread"];

    /// <summary>True when this machine has a C compiler.</summary>
    public static bool IsThere => Compilers.Any(c => SearchPath.Find(c) is not null);

    /// <summary>Compiles a program.</summary>
    /// <param name="sourcePath">The C file.</param>
    /// <param name="outputPath">The program to make; replaced.</param>
    /// <param name="tell">Is told what to install when there is no compiler or no static C library, or what the compiler complained about.</param>
    /// <param name="cancel">Ends the compiler.</param>
    /// <returns>True when the program was made.</returns>
    public static bool Compile(string sourcePath, string outputPath, Action<Message> tell, CancellationToken cancel) =>
        Compile(sourcePath, outputPath, Compilers, tell, cancel);

    /// <summary>Compiles with one of the compilers named: the first one that can.</summary>
    internal static bool Compile(string sourcePath, string outputPath, IEnumerable<string> compilers, Action<Message> tell, CancellationToken cancel) =>
        HostCompiler.Compile(compilers, sourcePath, [.. Options, "-o", outputPath, sourcePath], (compiler, output) => Complaint(compiler, sourcePath, output), tell, cancel);

    static Message Complaint(string compiler, string sourcePath, ToolOutput output) =>
        NoStaticLibrary.Any(sign => output.Errors.Contains(sign, StringComparison.Ordinal))
            ? Message.Of("guest.no-static-library", compiler)
            : Message.Of("guest.compile-failed", compiler, sourcePath, output.Status.ToString(CultureInfo.InvariantCulture), output.Errors);
}
