using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Guests;

/// <summary>Compiles the programs of a guest with the compiler of this machine: static, since the guest has no libraries.</summary>
public static class GuestCompiler
{
    /// <summary>Arguments besides input and output.</summary>
    public static ImmutableArray<string> Options { get; } = ["-static", "-O1", "-Wall", "-pthread"];

    /// <summary>Compiles a program.</summary>
    /// <param name="sourcePath">The C file.</param>
    /// <param name="outputPath">The program to make; replaced.</param>
    /// <param name="tell">Is told what to install when there is no compiler or no static C library, or what the compiler complained about.</param>
    /// <param name="cancel">Ends the compiler.</param>
    /// <returns>True when the program was made.</returns>
    public static bool Compile(string sourcePath, string outputPath, Action<Message> tell, CancellationToken cancel) => throw new NotSupportedException();
}
