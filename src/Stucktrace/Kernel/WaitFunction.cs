namespace Stucktrace.Kernel;

/// <summary>A kernel function in whose call a task waits.</summary>
/// <param name="Name">Function.</param>
/// <param name="WaitsFor">What for.</param>
/// <param name="Since">First kernel that has it, as far as it matters.</param>
/// <param name="Until">Last kernel that has it, or an empty string.</param>
/// <param name="Source">Where it is defined.</param>
/// <param name="Primitive">True for a primitive that tells only how it waits; the caller tells what for.</param>
public sealed record WaitFunction(string Name, WaitsFor WaitsFor, string Since, string Until, string Source, bool Primitive)
{
    /// <summary>True for the waits that end with a grace period of RCU proper.</summary>
    public bool NeedsGracePeriod => WaitsFor is WaitsFor.GracePeriod or WaitsFor.ExpeditedGracePeriod or WaitsFor.RcuCallbacks;

    /// <summary>True for the waits that end when the holder of a sleeping lock lets go.</summary>
    public bool NeedsSleepingLock => WaitsFor is WaitsFor.Mutex or WaitsFor.RwSemaphore or WaitsFor.Semaphore;

    /// <summary>True for the waits that end with storage.</summary>
    public bool NeedsStorage => WaitsFor is WaitsFor.BlockIo or WaitsFor.Page or WaitsFor.FileSystem;

    /// <summary>True for the waits that a program in user space must end.</summary>
    public bool NeedsUserSpace => WaitsFor is WaitsFor.FanotifyAnswer or WaitsFor.FuseAnswer or WaitsFor.UserSpaceAnswer;

    /// <summary>True for the waits that need another CPU to run something.</summary>
    public bool NeedsAnotherCpu => WaitsFor is WaitsFor.CpuInterrupt or WaitsFor.CpuScheduling or WaitsFor.Work;
}
