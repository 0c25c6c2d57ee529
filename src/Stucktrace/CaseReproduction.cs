using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Reproduction.Machines;
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
    /// <param name="paths">The case: any mix of module files, logs, dumps, folders; or a report in JSON and the module file.</param>
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
            return Ended(ReproductionOutcome.NotWritten, Message.Of("reproduce.disk", _options.Folder, failure.Message));
        }
    }

    ReproductionResult Reproduce(IReadOnlyList<string> paths)
    {
        // What can't be run anyhow is said before anything is unpacked.
        if (_options.Run && Missing() is { } missing)
            return Ended(ReproductionOutcome.Failed, missing);

        // What failed, and where in the module?
        Step("reproduce.step.case");
        if (ReproductionCase.Read(paths, _options.Limits, _notes.Add, out Message? problem) is not { } known)
            return Ended(ReproductionOutcome.Failed, problem!);

        // How is it provoked? From the scenario that never ends, and the way into the module.
        Step("reproduce.step.plan");
        if (PlanBuilder.Of(known.Module, known.Focus) is not { } plan)
            return Ended(ReproductionOutcome.NothingToProvoke, Message.Of("reproduce.nothing", known.Module.File!.Name));

        // The machine: kernel, module and what that depends on.
        BootableKernel? kernel = FindKernel(known);
        if (_cancel.IsCancellationRequested)
            return Ended(ReproductionOutcome.Interrupted, Message.Of("reproduce.interrupted"));
        StandIn? standIn = _options.StandIn is null ? WriteStandIn(plan, kernel) : null;
        string tested = _options.StandIn ?? standIn?.Path ?? known.Path;
        ImmutableArray<GuestModule>? modules = kernel is null ? null : ModuleOrder.Of(kernel, [tested], [], _notes.Add);
        Recipe recipe = new(plan, _options.Folder, _options.Text) { Kernel = kernel, Modules = modules ?? Alone(tested, known.Module) };
        recipe.Write();
        ReproductionResult written = Ended(ReproductionOutcome.Written, Message.Of("reproduce.written", _options.Folder)) with
        {
            Plan = plan,
            Folder = _options.Folder,
            Kernel = kernel,
            StandIn = tested == known.Path ? null : tested,
        };
        if (!_options.Run)
            return written;
        if (kernel is null || modules is null)
            return Ended(ReproductionOutcome.Failed, Message.Of("reproduce.no-machine"), written);

        // Run it, and let the machine judge.
        Step("reproduce.step.compile");
        if (!recipe.Compile(_notes.Add, _cancel))
            return Ended(_cancel.IsCancellationRequested ? ReproductionOutcome.Interrupted : ReproductionOutcome.Failed, Message.Of("reproduce.no-machine"), written);
        ReproductionRunner runner = new(recipe, plan, _options, _cancel) { Case = known.Failure, IsStandIn = tested != known.Path, Mended = _options.Mended ?? standIn?.MendedPath };
        ImmutableArray<ReproductionRun> runs = runner.Run(modules.Value, tested, kernel, _notes.Add);
        (ReproductionOutcome outcome, Message summary) = ReproductionJudge.Judge(runs, _cancel.IsCancellationRequested);
        return Ended(outcome, summary, written) with { Runs = runs };
    }

    static Message? Missing()
    {
        if (QemuProgram.Find(null) is null)
            return Message.Of("vm.no-qemu");
        return GuestCompiler.IsThere ? null : Message.Of("guest.no-compiler", "trigger.c");
    }

    BootableKernel? FindKernel(ReproductionCase known)
    {
        Step("reproduce.step.kernel");
        string? release = known.Module.File!.KernelRelease;
        IReadOnlyList<string> sources = _options.Kernel.Count > 0 ? _options.Kernel : KernelNearby.Find(release, known.Path);
        if (sources.Count > 0)
            return Usable(KernelSource.Open(sources, Path.Combine(_options.Folder, "kernel"), [KernelFacts.ModelName], _notes.Add, release: _options.Kernel.Count > 0 ? null : release));
        _notes.Add(Message.Of("reproduce.no-kernel", release ?? "?"));
        return null;
    }

    BootableKernel? Usable(BootableKernel? kernel)
    {
        if (kernel is null || GuestNeeds.Missing(kernel) is not { } missing)
            return kernel;
        _notes.Add(missing);
        return null;
    }

    // A module for a kernel that is not the one at hand: its bug is written down again for that one.
    StandIn? WriteStandIn(ReproductionPlan plan, BootableKernel? kernel)
    {
        if (kernel is null || plan.Module.File!.KernelRelease == kernel.Release)
            return null;
        _notes.Add(Message.Of("standin.other-kernel", plan.Module.File.Name, plan.Module.File.KernelRelease ?? "?", kernel.Release));
        Step("reproduce.step.stand-in");
        return StandInFacts.Of(plan, _notes.Add) is { } facts ? StandInModule.Build(facts, kernel, _options.Folder, _options.Text, _notes.Add, _cancel) : null;
    }

    static ImmutableArray<GuestModule> Alone(string path, ModuleResult module) => [new GuestModule(module.File!.Name, File.ReadAllBytes(path), path)];

    void Step(string id) => _options.Progress?.Report(new ReproductionProgress(Message.Of(id)));

    ReproductionResult Ended(ReproductionOutcome outcome, Message summary, ReproductionResult? written = null) =>
        (written ?? new ReproductionResult { Outcome = outcome, Summary = summary }) with { Outcome = outcome, Summary = summary, Notes = _notes.ToImmutable() };
}
