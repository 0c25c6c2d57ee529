using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Reproduction.Machines;
using Stucktrace.Reproduction.Recipes;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace;

/// <summary>Runs the machines of a reproduction, one after the other, and diagnoses what each left behind.</summary>
/// <param name="recipe">The folder.</param>
/// <param name="plan">How the failure is provoked.</param>
/// <param name="options">Settings.</param>
/// <param name="cancel">Ends the machine that runs, and starts no further one.</param>
sealed class ReproductionRunner(Recipe recipe, ReproductionPlan plan, ReproductionOptions options, CancellationToken cancel)
{
    // A stuck CPU is reported after some 12 seconds, its victims up to 24 seconds after they began to wait: GuestSettings.
    static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    /// <summary>The failure that is to be reproduced.</summary>
    internal required FailureSignature Case { get; init; }

    /// <summary>Whether another module stands in for the one under test.</summary>
    internal required bool IsStandIn { get; init; }

    /// <summary>A module without the bug, for a further control; null for none.</summary>
    internal required string? Mended { get; init; }

    /// <summary>The run that provokes, then the controls if it did something.</summary>
    internal ImmutableArray<ReproductionRun> Run(ImmutableArray<GuestModule> modules, string tested, BootableKernel kernel, Action<Message> tell)
    {
        List<ReproductionRun> runs = [One("failure", plan.Provoking, isControl: false, modules, tested)];
        if (!options.Controls || !runs[0].HasFailure)
            return [.. runs];
        if (plan.Control is { } control && !cancel.IsCancellationRequested)
            runs.Add(One("control-" + control.Name, control, isControl: true, modules, tested));
        if (Mended is { } mended && !cancel.IsCancellationRequested && ModuleOrder.Of(kernel, [mended], [], tell) is { } others)
            runs.Add(One("control-mended", plan.Provoking, isControl: true, others, mended));
        return [.. runs];
    }

    ReproductionRun One(string name, TriggerMode mode, bool isControl, ImmutableArray<GuestModule> modules, string tested)
    {
        string folder = recipe.PathOf(name), initramfs = recipe.PathOf($"initramfs.{name}.cpio.gz");
        Directory.CreateDirectory(folder);
        recipe.WriteInitramfs(mode, modules, initramfs);
        Message step = Message.Of(isControl ? "reproduce.step.control" : "reproduce.step.run", name, mode.Name);
        options.Progress?.Report(new ReproductionProgress(step));
        MachineRun machine = VirtualMachine.Run(
            recipe.Machine(initramfs, folder) with { Limit = options.Limit, Accelerator = options.Accelerator },
            new MachineWatch { Kinds = [.. plan.Kinds.Union(new MachineWatch().Kinds)], Settle = Settle },
            options.Progress is { } progress ? new Relay(step, progress) : null,
            cancel);
        ReproductionRun run = new(name, mode, isControl, machine) { Result = Message.Of("reproduce.run." + machine.End.Kebab()) };
        if (GuestRefusal.In(machine.LogPath) is { } refusal)
            return run with { Machine = machine with { End = MachineEnd.Failed }, Result = refusal };
        if (machine.End == MachineEnd.Failed || cancel.IsCancellationRequested)
            return run;
        options.Progress?.Report(new ReproductionProgress(Message.Of("reproduce.step.diagnose", name)));
        string[] inputs = machine.DumpPath is { } dump ? [machine.LogPath, dump, tested] : [machine.LogPath, tested];
        DiagnosisResult found = Diagnosis.Run(inputs, new DiagnosisOptions { Limits = options.Limits });
        run = run with { Diagnosis = found, Result = ReproductionJudge.ResultOf(run with { Diagnosis = found }) };
        return !isControl && found.Verdict.Incident is not null ? run with { Judgement = ReproductionJudge.Compare(plan, Case, FailureSignature.Of(found), IsStandIn) } : run;
    }

    /// <summary>Passes on what the machine tells.</summary>
    sealed class Relay(Message step, IProgress<ReproductionProgress> progress) : IProgress<MachineProgress>
    {
        public void Report(MachineProgress value) => progress.Report(new ReproductionProgress(step, value));
    }
}
