using System.Collections.Immutable;
using System.Diagnostics;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Reproduction.Recipes;
using Stucktrace.Reproduction.Triggers;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reproduction;

/// <summary>The folder that a person reads and runs by hand.</summary>
public sealed class RecipeTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("stucktrace-recipe-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    Recipe Written(string module, Language language = Language.English, BootableKernel? kernel = null)
    {
        ReproductionPlan plan = PlanBuilder.Of(ModuleInspection.Run(module, new ModuleOptions()), PlanFocus.Anything)!;
        Recipe recipe = new(plan, _folder, m => m.Render(language)) { Kernel = kernel, Modules = [new GuestModule("dirpro", File.ReadAllBytes(module), module)] };
        recipe.Write();
        return recipe;
    }

    string Text(string name) => File.ReadAllText(Path.Combine(_folder, name));

    static string Sample => Checkout.Sample("dirpro", "dirpro.ko");

    [Fact]
    public void EverythingThatThePersonNeedsIsThere()
    {
        Written(Sample);
        string[] files = [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder, f)).Order(StringComparer.Ordinal)];
        Assert.Equal(["README.md", "init.c", "modules/dirpro.ko", "run.sh", "settings", "trigger.c"], files);
        Assert.Equal(File.ReadAllBytes(Sample), File.ReadAllBytes(Path.Combine(_folder, "modules", "dirpro.ko")));
        Assert.EndsWith("module dirpro.ko\ntrigger thread\n", Text("settings"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.English, "What is to be expected", "the control. It must come back")]
    [InlineData(Language.Chinese, "预期结果", "对照。必须正常返回")]
    public void TheReadmeSaysWhatIsToBeExpected(Language language, string head, string control)
    {
        Written(Sample, language);
        string readme = Text("README.md");
        foreach (string part in (string[])[head, control, "`thread`", "`leader`", "soft-lockup", "get_process_name", "./run.sh thread", "stucktrace compare"])
            Assert.Contains(part, readme, StringComparison.Ordinal);
    }

    [Fact]
    public void TheScriptIsOneForTheShellAndDoesNotTrustPaths()
    {
        Written(Sample, kernel: new BootableKernel("/tmp/it's $(here)/vmlinuz", "6.1.0-56-amd64", null));
        Assert.Equal(0, Run("/bin/sh", "-n", Path.Combine(_folder, "run.sh")));
        Assert.Contains(@"kernel=${2:-'/tmp/it'\''s $(here)/vmlinuz'}", Text("run.sh"), StringComparison.Ordinal);
        Assert.DoesNotContain("@", Text("run.sh").Replace("\"$@\"", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(Path.Combine(_folder, "run.sh")).HasFlag(UnixFileMode.UserExecute));
        // Without its kernel it says which one it wants, and starts nothing.
        Assert.Equal(1, Run("/bin/sh", Path.Combine(_folder, "run.sh")));
    }

    [Theory]
    [InlineData("dirpro", false)]
    [InlineData("dirpro_standin", true)]
    public void AStandInIsCalledOne(string loaded, bool isStandIn)
    {
        ReproductionPlan plan = PlanBuilder.Of(ModuleInspection.Run(Sample, new ModuleOptions()), PlanFocus.Anything)!;
        new Recipe(plan, _folder, m => m.Render(Language.English)) { Kernel = new BootableKernel("/boot/vmlinuz", "6.1.0-56-amd64", null), Modules = [new GuestModule(loaded, new byte[] { 1 }, "x.ko")] }.Write();
        Assert.Equal(isStandIn, Text("README.md").Contains("dirpro_standin, a module with the same bug, is loaded in its place", StringComparison.Ordinal));
        // The kernel to ask for is the one that is booted, not the one that the module was built for.
        Assert.Contains("give the vmlinuz of 6.1.0-56-amd64", Text("run.sh"), StringComparison.Ordinal);
    }

    [Fact]
    public void TheInitramfsHoldsWhatInitLooksFor()
    {
        Recipe recipe = Written(Sample);
        File.WriteAllText(recipe.PathOf("init"), "init");
        File.WriteAllText(recipe.PathOf("trigger"), "trigger");
        string path = recipe.PathOf("initramfs");
        ImmutableArray<GuestModule> modules = [new GuestModule("../evil name", new byte[] { 1 }, "x.ko")];
        recipe.WriteInitramfs(new TriggerMode("leader", Formats.Message.Of("trigger.mode.call"), IsControl: true), modules, path);
        using System.IO.Compression.GZipStream packed = new(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
        using StreamReader reader = new(packed, System.Text.Encoding.Latin1);
        string archive = reader.ReadToEnd();
        foreach (string part in (string[])["stucktrace/trigger\0", "stucktrace/settings\0", "stucktrace/___evil_name.ko\0", "module ___evil_name.ko\ntrigger leader\n"])
            Assert.Contains(part, archive, StringComparison.Ordinal);
    }

    static int Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardInput = true };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
