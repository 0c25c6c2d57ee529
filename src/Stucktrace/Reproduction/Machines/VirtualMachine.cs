using System.Net.Sockets;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Machines;

/// <summary>Runs a guest in QEMU until its log shows what is waited for, and leaves a log and a dump behind.</summary>
public static class VirtualMachine
{
    const string KvmDevice = "/dev/kvm";

    // Guests got nowhere under KVM in this process already: not tried again.
    static volatile bool s_kvmFails;

    /// <summary>
    /// Runs a machine; returns when QEMU has ended. Never throws because of the guest, of QEMU or of a full disk. The guest has no network and
    /// sees nothing of this machine but its kernel, its initramfs and its command line.
    /// </summary>
    /// <param name="settings">The machine.</param>
    /// <param name="watch">What ends the run.</param>
    /// <param name="progress">Is told what it is at; may be null.</param>
    /// <param name="cancel">Ends the run early.</param>
    /// <param name="limits">Bounds.</param>
    public static MachineRun Run(
        MachineSettings settings, MachineWatch watch, IProgress<MachineProgress>? progress, CancellationToken cancel, MachineLimits? limits = null)
    {
        limits ??= MachineLimits.Default;
        if (QemuProgram.Find(settings.Program) is not { } program)
            return NotStarted(settings, settings.Program is { } named ? Message.Of("vm.no-such-qemu", named) : Message.Of("vm.no-qemu"));
        foreach (string? path in (string?[])[settings.Kernel, settings.Initramfs, settings.RestoreFrom])
        {
            if (path is not null && !File.Exists(path))
                return NotStarted(settings, Message.Of("vm.no-file", path));
        }

        try
        {
            using MachineFiles files = MachineFiles.Make(settings.Folder);
            if (DiskSpace.Free(files.Results) is { } free && free < limits.MinFreeBytes)
                return NotStarted(settings, Message.Of("vm.no-space", files.Results, free >> 20, limits.MinFreeBytes >> 20));
            return Run(new MachineJob(settings, watch, limits, files, progress, cancel), program);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SocketException)
        {
            return NotStarted(settings, Message.Of("vm.folder", settings.Folder, failure.Message));
        }
    }

    static MachineRun Run(MachineJob job, string program)
    {
        List<Message> notes = [];
        bool sandboxed = true;
        MachineAccelerator accelerator = Choose(job.Settings.Accelerator);
        while (true)
        {
            job.PrepareLog();
            using MachineSession? session = MachineSession.Start(job, program, accelerator, sandboxed);
            if (session is null)
                return NotStarted(job.Settings, Message.Of("vm.no-shell"));
            MachineRun run = session.Run();
            bool nothingSaid = run.End == MachineEnd.Failed && run.Phase == MachinePhase.Starting;
            if (nothingSaid && sandboxed && session.RefusedSandbox)
            {
                // A QEMU that was built without it.
                sandboxed = false;
                continue;
            }

            if (nothingSaid && accelerator == MachineAccelerator.Kvm && job.Settings.Accelerator == MachineAccelerator.Auto)
            {
                s_kvmFails = true;
                notes.AddRange(run.Notes);
                job.Progress?.Report(new MachineProgress(MachinePhase.Starting, job.Elapsed, MachineAccelerator.Tcg, Message.Of("vm.kvm-given-up")));
                accelerator = MachineAccelerator.Tcg;
                continue;
            }

            return run with { Notes = [.. notes, .. run.Notes] };
        }
    }

    static MachineAccelerator Choose(MachineAccelerator wanted) => wanted switch
    {
        MachineAccelerator.Auto => !s_kvmFails && CanOpenKvm() ? MachineAccelerator.Kvm : MachineAccelerator.Tcg,
        _ => wanted,
    };

    static bool CanOpenKvm()
    {
        try
        {
            using FileStream device = new(KvmDevice, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static MachineRun NotStarted(MachineSettings settings, Message why) => new()
    {
        End = MachineEnd.Failed,
        LogPath = Path.Combine(settings.Folder, "log"),
        Duration = TimeSpan.Zero,
        Accelerator = settings.Accelerator == MachineAccelerator.Auto ? MachineAccelerator.Tcg : settings.Accelerator,
        Phase = MachinePhase.Starting,
        Notes = [why],
    };
}
