using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Reporting.Modules;

/// <summary>What a module is, as far as its file tells: one short fact a line.</summary>
static class ModuleFacts
{
    internal static IEnumerable<(string Label, Message Text)> Of(ModuleResult result)
    {
        ModuleFile file = result.File!;
        ModuleInfo info = file.Info;
        yield return ("code.fact.module", Message.Of("code.fact.module-is", file.Name, info.Version ?? Message.Of("code.unknown") as object, info.License ?? Message.Of("code.unknown") as object));
        if (info.Description is { } description)
            yield return ("code.fact.description", Message.Of("code.plain", description));
        if (info.Authors.Length > 0)
            yield return ("code.fact.author", Message.Of("code.plain", string.Join(", ", info.Authors)));
        yield return ("code.fact.kernel", file.Info.Vermagic is { } vermagic
            ? Message.Of(vermagic.HasVersions ? "code.fact.kernel-versions" : "code.fact.kernel-exact", vermagic.Release)
            : Message.Of("code.fact.kernel-unknown"));
        yield return ("code.fact.build", Message.Of("code.fact.build-is", file.BuildId ?? Message.Of("code.unknown") as object, info.SourceVersion ?? Message.Of("code.unknown") as object));
        if (file.Compilers.Length > 0)
            yield return ("code.fact.compiler", Message.Of("code.plain", string.Join(", ", file.Compilers)));
        yield return ("code.fact.signed", file.Signature is { } signature
            ? Message.Of("code.fact.signed-by", signature.Signer ?? Message.Of("code.unknown") as object)
            : Message.Of("code.fact.unsigned"));
        yield return ("code.fact.symbols", Message.Of(file.IsStripped ? "code.fact.stripped" : "code.fact.named", result.Code!.Functions.Length));
        yield return ("code.fact.types", Message.Of(result.Types is null ? "code.fact.no-types" : "code.fact.types-btf"));
    }
}
