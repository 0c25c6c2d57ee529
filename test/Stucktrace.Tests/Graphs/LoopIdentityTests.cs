using Stucktrace.Code;

namespace Stucktrace.Tests.Graphs;

/// <summary>A loop keeps its identity where it must, and loses it where the loop is another one.</summary>
public class LoopIdentityTests
{
    const string Walk = """
        struct task { struct task *next; int pid; char name[16]; };
        extern int strcmp(const char *, const char *);
        extern int strncmp(const char *, const char *);
        extern struct task *first, *second;
        static int own_data;
        struct task *walk(struct task *t, int pid) { struct task *s = t; do { if (t->pid == pid) return t; own_data++; if (!strcmp(t->name, "x")) break; t = t->next; } while (t != s && t != first); return 0; }
        """;

    const string Before = """
        int other[1000]; extern void g(int);
        void added(int n) { for (int i = 0; i < n; i++) { other[i] += 3; g(i); } }
        int further(int n) { return other[n] * 7; }

        """;

    [Theory]
    [InlineData("gcc", "-O2")]
    [InlineData("gcc", "-Os")]
    [InlineData("clang", "-O2")]
    public void RebuildThatDidNotTouchTheFunctionKeepsIt(string compiler, string level)
    {
        string plain = Identity(MadeModule.OfC(compiler, Walk, level));
        Assert.Equal(64, plain.Length);
        Assert.Equal(plain, Identity(MadeModule.OfC(compiler, Before + Walk, level)));
        Assert.Equal(plain, Identity(MadeModule.OfC(compiler, "static int pad = 1; int *use = &pad;" + Before + Walk + Before.Replace("other", "another").Replace("added", "a2").Replace("further", "a3"), level)));
    }

    [Theory]
    [InlineData("t->next; }", "(struct task *)t->name; }")]
    [InlineData("strcmp(t->name", "strncmp(t->name")]
    [InlineData("t != first", "t != second")]
    [InlineData("t->pid == pid", "t->pid <= pid")]
    public void AnotherLoopHasAnother(string from, string to) =>
        Assert.NotEqual(Identity(MadeModule.OfC("gcc", Walk)), Identity(MadeModule.OfC("gcc", Walk.Replace(from, to))));

    static string Identity(ModuleCode code)
    {
        ControlFlowGraph graph = code.GraphOf(code.Find("walk")!);
        return LoopIdentity.Of(graph, graph.Loops[^1]);
    }
}
