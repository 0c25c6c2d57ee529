using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Reproduction.Recipes;
using Stucktrace.Reproduction.StandIns;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace;

/// <summary>
/// The whole reproduction on one page: case → plan → recipe → virtual machine → diagnosis → comparison with the case. The trigger never runs on the host.
/// </summary>
public sealed class CaseReproduction
{
    readonly ReproductionOptions _options;
    readonly CancellationToken _cancel;
    readonly ImmutableArray<Message>.Builder _notes = ImmutableArray.CreateBuilder<Message>();

    CaseReproduction(ReproductionOptions options, CancellationToken cancel) => (_options, _cancel) = (options, cancel);

    /// <summary>Reproduces a failure, or writes how to.</summary>
    /// <param name="paths">The case: any mix of module files, logs, dumps, folders.</param>
    /// <param name="options">Settings.</param>
    /// <param name="cancel">Ends it early; what was written stays, no machine keeps running.</param>
    public static ReproductionResult Run(IReadOnlyList<string> paths, ReproductionOptions options, CancellationToken cancel) =>
        new CaseReproduction(options, cancel).Run(paths);

    ReproductionResult Run(IReadOnlyList<string> paths)
    {
        try
        {
            return Reproduce(paths);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A full disk, a folder that can't be written to: nothing keeps running, what was written stays.
            return Failed(Message.Of("reproduce.disk", _options.Folder, failure.Message));
        }
    }

    ReproductionResult Reproduce(IReadOnlyList<string> paths)
    {
        // What failed, and where in the module?
        Step("reproduce.step.case");
        DiagnosisResult known = Diagnosis.Run(paths, new DiagnosisOptions { Limits = _options.Limits });
        if (ModuleOf(known) is not { } path)
            return Failed(Message.Of("reproduce.no-module"));
        ModuleResult module = ModuleInspection.Run(path, new ModuleOptions { Limits = _options.Limits });
        if (module.Code is null)
            return Failed(Message.Of("reproduce.module-unreadable", path));

        // How is it provoked? From the scenario that never ends, and the way into the module.
        Step("reproduce.step.plan");
        if (PlanBuilder.Of(module, CasePlan.FocusOf(known)) is not { } plan)
            return new ReproductionResult { Outcome = ReproductionOutcome.NothingToProvoke, Summary = Message.Of("reproduce.nothing", module.File!.Name), Notes = _notes.ToImmutable() };

        // The machine: kernel, module and what that depends on.
        BootableKernel? kernel = FindKernel(module, path);
        string tested = _options.StandIn ?? StandIn(plan, kernel) ?? path;
        ImmutableArray<GuestModule>? modules = kernel is null ? null : ModuleOrder.Of(kernel, [tested], [], _notes.Add);
        Recipe recipe = new(plan, _options.Folder, _options.Text) { Kernel = kernel, Modules = modules ?? Alone(tested, module) };
        recipe.Write();
        ReproductionResult written = new() { Outcome = ReproductionOutcome.Written, Summary = Message.Of("reproduce.written", _options.Folder), Plan = plan, Folder = _options.Folder, Kernel = kernel };
        if (!_options.Run)
            return written with { Notes = _notes.ToImmutable() };
        if (kernel is null || modules is null)
            return Failed(Message.Of("reproduce.no-machine"), written);

        // Run it, and let the machine judge.
        Step("reproduce.step.compile");
        if (!recipe.Compile(_notes.Add, _cancel))
            return Failed(Message.Of("reproduce.no-machine"), written);
        ReproductionRunner runner = new(recipe, plan, _options, _cancel) { Case = FailureSignature.Of(known) };
        ImmutableArray<ReproductionRun> runs = runner.Run(modules.Value, tested, kernel, _notes.Add);
        (ReproductionOutcome outcome, Message summary) = ReproductionJudge.Judge(plan, runs, tested != path, _cancel.IsCancellationRequested);
        return written with { Outcome = outcome, Summary = summary, Runs = runs, Notes = _notes.ToImmutable() };
    }

    // The module to blame, or the only one there is.
    static string? ModuleOf(DiagnosisResult known)
    {
        string[] files = [.. known.Modules.Modules.Where(m => m.Memory is null && m.Name == known.Verdict.Culprit.Module).Select(m => known.Inputs[m.Input].Path)];
        if (files.Length > 0)
            return files[0];
        string[] all = [.. known.Inputs.Where(i => i.Kind == InputKind.Module && i.Readable).Select(i => i.Path)];
        return all.Length == 1 ? all[0] : null;
    }

    BootableKernel? FindKernel(ModuleResult module, string path)
    {
        Step("reproduce.step.kernel");
        string? release = module.File!.KernelRelease;
        IReadOnlyList<string> sources = _options.Kernel.Count > 0 ? _options.Kernel : KernelNearby.Find(release, path);
        if (sources.Count > 0)
            return KernelSource.Open(sources, Path.Combine(_options.Folder, "kernel"), [KernelFacts.ModelName], _notes.Add, release: _options.Kernel.Count > 0 ? null : release);
        _notes.Add(Message.Of("reproduce.no-kernel", release ?? "?"));
        return null;
    }

    // A module for a kernel that is not the one at hand: its bug is written down again for that one.
    string? StandIn(ReproductionPlan plan, BootableKernel? kernel)
    {
        if (kernel is null || plan.Module.File!.KernelRelease == kernel.Release)
            return null;
        _notes.Add(Message.Of("standin.other-kernel", plan.Module.File.Name, plan.Module.File.KernelRelease ?? "?", kernel.Release));
        Step("reproduce.step.stand-in");
        return StandInFacts.Of(plan, _notes.Add) is { } facts ? StandInModule.Build(facts, kernel, _options.Folder, _options.Text, _notes.Add, _cancel) : null;
    }

    static ImmutableArray<GuestModule> Alone(string path, ModuleResult module) => [new GuestModule(module.File!.Name, File.ReadAllBytes(path), path)];

    void Step(string id) => _options.Progress?.Report(new ReproductionProgress(Message.Of(id)));

    ReproductionResult Failed(Message summary, ReproductionResult? written = null) =>
        (written ?? new ReproductionResult { Outcome = ReproductionOutcome.Failed, Summary = summary }) with
        {
            Outcome = ReproductionOutcome.Failed,
            Summary = summary,
            Notes = _notes.ToImmutable(),
        };
}
