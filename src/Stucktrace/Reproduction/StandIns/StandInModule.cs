using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Guests;

namespace Stucktrace.Reproduction.StandIns;

/// <summary>
/// Makes a module for another kernel that has the bug of the one under test, and nothing else of it. It is built by the compiler alone, without the
/// kernel's headers: what it has to know of the kernel stands in that kernel's image.
/// </summary>
public static class StandInModule
{
    static readonly string[] Compilers = ["gcc", "cc", "clang"];

    // As the kernel's own modules: no red zone, no floating point, code model of the kernel, frames that can be followed without unwind tables.
    internal static readonly ImmutableArray<string> Flags =
    [
        "-c", "-std=gnu11", "-O2", "-Wall", "-ffreestanding", "-fno-builtin", "-mcmodel=kernel", "-mno-red-zone", "-fno-pic", "-fno-pie", "-mno-sse", "-mno-mmx", "-mno-80387",
        "-fno-strict-aliasing", "-fno-common", "-fno-asynchronous-unwind-tables", "-fcf-protection=branch", "-fno-omit-frame-pointer", "-fno-stack-protector", "-fno-optimize-sibling-calls", "-fno-ident",
    ];

    /// <summary>Writes the source, the module, and the same with the bug mended.</summary>
    /// <param name="facts">The bug.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="text">Turns a message into a sentence.</param>
    /// <param name="tell">Is told why it can't be built.</param>
    /// <param name="cancel">Ends the compiler.</param>
    /// <returns>Null after telling why.</returns>
    public static StandIn? Build(StandInFacts facts, BootableKernel kernel, string folder, Func<Message, string> text, Action<Message> tell, CancellationToken cancel)
    {
        if (KernelFacts.Read(kernel, tell) is not { } known)
            return null;
        string name = StandInSource.NameOf(facts), source = Path.Combine(folder, "standin.c");
        StandIn made = new(Path.Combine(folder, name + ".ko"), Path.Combine(folder, name + "-mended.ko"));
        Directory.CreateDirectory(folder);
        File.WriteAllText(source, StandInSource.Of(facts, known, text));
        return Compile(source, made.Path, [], tell, cancel) && Compile(source, made.MendedPath, ["-DMENDED=1"], tell, cancel) ? made : null;
    }

    static bool Compile(string source, string module, string[] options, Action<Message> tell, CancellationToken cancel) =>
        HostCompiler.Compile(Compilers, source, [.. Flags, .. options, "-o", module, source], (compiler, output) => Message.Of("standin.compile-failed", compiler, source, output.Errors), tell, cancel);
}
