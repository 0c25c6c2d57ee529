using System.Text.Json;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Formats.Tests.DebugInfo;

/// <summary>The types of Debian's 6.1.192, out of its vmlinuz, against what drgn says of them with 858 MB of debug information.</summary>
public sealed class KernelTypesTests
{
    static readonly Lazy<SymbolFile> Kernel = new(() => SymbolFile.Open(DebianKernel.Vmlinuz, d => Assert.Fail(d.Id))!);

    static Btf Types => Kernel.Value.Types!;

    [Fact]
    public void OffsetsAreThoseOfTheDebugInformation()
    {
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllText(Shared.Folder("lab/truth/offsets-6.1.192.json")));
        Assert.Equal("6.1.0-56-amd64", Kernel.Value.Release);
        int compared = 0;
        foreach (JsonProperty type in truth.RootElement.EnumerateObject())
        {
            TypeEntry? found = Types.FindStruct(type.Name);
            Assert.NotNull(found);
            foreach (JsonProperty field in type.Value.EnumerateObject())
            {
                if (field.Value.ValueKind == JsonValueKind.Null)
                    continue;
                long offset = field.Value.GetInt64();
                if (field.Name == "sizeof")
                    Assert.Equal(offset, found.Value.Size);
                else if (type.Name != "upid" || field.Name != "ns")
                    Assert.Contains(field.Name, Names(found.Value.Id, offset));
                compared++;
            }
        }

        Assert.True(compared > 80);
    }

    /// <summary>Every name that the place has, from the outermost member to the innermost.</summary>
    static IEnumerable<string> Names(int id, long offset)
    {
        string? outer = Types.MemberAt(id, offset)?.Path, inner = Types.MemberPath(id, offset, 0)?.Path;
        for (string? path = inner; path is not null; path = path.Contains('.') ? path[..path.LastIndexOf('.')] : null)
            yield return path;
        if (outer is not null)
            yield return outer;
        foreach (TypeMember member in Types.MembersOf(id).Where(m => m.Offset == offset))
            yield return member.Name;
    }

    [Fact]
    public void AnAccessIsNamedDownToTheInnermostMember()
    {
        int task = Types.FindStruct("task_struct")!.Value.Id;
        Assert.Equal(("tasks.next", "struct list_head *", true), Facts(Types.MemberPath(task, 0x890, 8)));
        Assert.Equal(("tasks.prev", "struct list_head *", true), Facts(Types.MemberPath(task, 0x898, 8)));
        Assert.Equal(("pid", "pid_t", true), Facts(Types.MemberPath(task, 2416, 4)));
        Assert.Equal(("comm[3]", "char", true), Facts(Types.MemberPath(task, 2979, 1)));
        Assert.Equal("tasks", Types.MemberAt(task, 0x890)!.Path);
        Assert.Contains(Types.StructsWith("list_head", 0x890), s => s.Struct.Name == "task_struct" && s.Member.Path == "tasks");
        Assert.Null(Types.MemberPath(task, 1 << 20, 8));
        Assert.Equal(["pid", "type"], Types.FindFunction("pid_task")!.Parameters.Select(p => p.Name));
        // An anonymous union inside struct page.
        Assert.Contains(Types.MemberPath(Types.FindStruct("page")!.Value.Id, 8, 8)!.Path, (string[])["lru.next", "buddy_list.next", "pcp_list.next", "__filler", "compound_head"]);

        static (string, string, bool) Facts(FieldPath? path) => (path!.Path, path.TypeName, path.IsExact);
    }

    [Fact]
    public void AModulesTypesGoOnWhereTheKernelsEnd()
    {
        ModuleFile module = ModuleFile.Open(Path.Combine(DebianKernel.Modules, "fs/fuse/fuse.ko"), d => Assert.Fail(d.Id))!;
        Btf types = Btf.Read(module.Elf.Contents(".BTF"), d => Assert.Fail(d.Id), Types)!;
        Assert.True(types.IsSplit);
        TypeEntry connection = types.FindStruct("fuse_conn")!.Value;
        Assert.Contains(types.MembersOf(connection.Id), m => m.Name == "killsb" && types.NameOf(m.Type) == "struct rw_semaphore");
        Assert.Equal("tasks.next", types.MemberPath(types.FindStruct("task_struct")!.Value.Id, 0x890, 8)!.Path);
        Assert.Equal("struct fuse_conn *", types.NameOf(types.FindFunction("fuse_conn_put")!.Parameters[0].Type));
    }

    [Fact]
    public void EveryTypeCanBeLookedAt()
    {
        for (int id = 0; id <= Types.Count; id++)
        {
            TypeEntry type = Types.At(id);
            Assert.NotEmpty(Types.NameOf(id));
            foreach (TypeMember member in Types.MembersOf(id))
                Assert.True(member.Type > 0 && member.Type < Types.Count && member.Offset <= type.Size, type.Name);
        }
    }

    [Fact]
    public void TheImageCarriesItsSymbolsAndWhatIsGplOnly()
    {
        SymbolTable symbols = Kernel.Value.Symbols!;
        Assert.InRange(symbols.Count, 90_000, 400_000);
        Assert.Equal(0xffff_ffff_8100_0000, symbols.Find("_stext"));
        Assert.Equal(("__x64_sys_kill", 5UL), (symbols.At(symbols.Find("__x64_sys_kill")!.Value + 5)!.Value.Symbol.Name, symbols.At(symbols.Find("__x64_sys_kill")!.Value + 5)!.Value.Offset));
        Assert.True(symbols.Find("sys_call_table") > symbols.Find("_etext"));
        Assert.True(Kernel.Value.IsGplOnly("find_vpid"));
        Assert.False(Kernel.Value.IsGplOnly("init_task"));
        Assert.Null(Kernel.Value.IsGplOnly("tasklist_lock"));
        // The same through the map, as System.map says it.
        byte[] map = System.Text.Encoding.ASCII.GetBytes(string.Concat(symbols.Symbols.Select(s => $"{s.Address:x16} {s.Kind} {s.Name}\n")));
        SymbolFile file = SymbolFile.Read(map, "System.map", d => Assert.Fail(d.Id))!;
        Assert.Equal(symbols.Symbols, file.Symbols!.Symbols);
        Assert.True(file.IsGplOnly("find_vpid"));
        Assert.False(file.IsGplOnly("init_task"));
        // The table of facts must not contradict a real kernel.
        ModuleFile module = ModuleFile.Open(Path.Combine(Shared.Folder("lab/ko"), "dirpro.ko"), d => Assert.Fail(d.Id))!;
        Assert.All(module.Imports.Where(i => i.IsGplOnly is not null), i => Assert.Equal(Kernel.Value.IsGplOnly(i.Name), i.IsGplOnly));
    }
}
