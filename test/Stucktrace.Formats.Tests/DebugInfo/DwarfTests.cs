using System.Diagnostics;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Formats.Tests.DebugInfo;

/// <summary>Debug information of our own sources, as gcc and clang write it.</summary>
public sealed class DwarfTests
{
    const string Source = """
        struct list_head { struct list_head *next, *prev; };
        typedef int pid_t;
        struct task { long state; struct list_head tasks; pid_t pid; union { int a; char b[4]; }; struct { unsigned x:3, y:5; } bits; char comm[16]; struct task *parent; };
        int f(struct task *t, int n) { return t->pid + n + t->a + t->bits.y; }
        """;

    [Theory]
    [InlineData("gcc", "-gdwarf-5")]
    [InlineData("gcc", "-gdwarf-4")]
    [InlineData("gcc", "-gdwarf-4 -gstrict-dwarf")]
    [InlineData("clang", "-gdwarf-5")]
    [InlineData("clang", "-gdwarf-4")]
    public void MembersLieWhereTheCompilerPutThem(string compiler, string options)
    {
        byte[] bytes = Compile(compiler, options);
        DwarfTypes types = DwarfTypes.Read(ElfFile.Read(bytes, d => Assert.Fail(d.Id))!, d => Assert.Fail(d.Id))!;
        TypeEntry task = types.FindStruct("task")!.Value;
        Assert.Equal(64, task.Size);
        Assert.Equal(("tasks.next", "struct list_head *"), (types.MemberPath(task.Id, 8, 8)!.Path, types.MemberPath(task.Id, 8, 8)!.TypeName));
        Assert.Equal("pid", types.MemberPath(task.Id, 24, 4)!.Path);
        Assert.Equal("pid_t", types.MemberPath(task.Id, 24, 4)!.TypeName);
        Assert.Equal("a", types.MemberPath(task.Id, 28, 4)!.Path);
        Assert.Equal("b[2]", types.MemberPath(task.Id, 30, 1)!.Path);
        Assert.Equal("comm[3]", types.MemberPath(task.Id, 39, 1)!.Path);
        Assert.Equal("parent", types.MemberPath(task.Id, 56, 8)!.Path);
        Assert.Equal("tasks", types.MemberAt(task.Id, 8)!.Path);
        TypeMember bits = types.MembersOf(task.Id).Single(m => m.Name == "bits");
        Assert.Equal([(0L, 3), (3L, 5)], types.MembersOf(bits.Type).Select(m => (m.BitOffset, m.BitSize)));
        FunctionSignature f = types.FindFunction("f")!;
        Assert.Equal(["t", "n"], f.Parameters.Select(p => p.Name));
        Assert.Equal("struct task *", types.NameOf(f.Parameters[0].Type));

        Random random = new(5);
        for (int i = 0; i < 1500; i++)
        {
            byte[] damaged = [.. bytes];
            for (int k = random.Next(1, 10); k > 0; k--)
                damaged[random.Next(64, damaged.Length)] = (byte)random.Next(256);
            if (ElfFile.Read(damaged, _ => { }) is not { } file || DwarfTypes.Read(file, _ => { }) is not { } read)
                continue;
            for (int id = 0; id < read.Count; id++)
                _ = (read.NameOf(id), read.MemberPath(id, 8, 8), read.SizeOf(id));
            _ = read.FindFunction("f");
        }
    }

    static byte[] Compile(string compiler, string options)
    {
        string stem = Path.Combine(Path.GetTempPath(), $"stucktrace-{Guid.NewGuid():n}");
        File.WriteAllText(stem + ".c", Source);
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(compiler, $"-c -O1 {options} -o {stem}.o {stem}.c") { UseShellExecute = false })!;
            process.WaitForExit();
            return File.ReadAllBytes(stem + ".o");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"needs {compiler}");
            throw;
        }
        finally
        {
            File.Delete(stem + ".c");
            File.Delete(stem + ".o");
        }
    }
}
