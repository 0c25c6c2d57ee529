namespace Stucktrace.Kernel;

/// <summary>What a function that sleeps or spins waits for: what must happen elsewhere before it can return.</summary>
public enum WaitsFor
{
    /// <summary>The end of an RCU grace period.</summary>
    GracePeriod,
    /// <summary>The end of an expedited RCU grace period.</summary>
    ExpeditedGracePeriod,
    /// <summary>All RCU callbacks queued so far, which need a grace period first.</summary>
    RcuCallbacks,
    /// <summary>The readers of one SRCU structure.</summary>
    SleepableRcu,
    /// <summary>An RCU-tasks grace period: every task leaves its trampoline or schedules.</summary>
    RcuTasks,
    /// <summary>An interrupt that other CPUs must answer: a CPU with interrupts off can't.</summary>
    CpuInterrupt,
    /// <summary>A thread that must run on other CPUs (the stopper, hotplug): a CPU that does not schedule can't let it.</summary>
    CpuScheduling,
    /// <summary>A work item, on a given CPU most often.</summary>
    Work,
    /// <summary>A mutex.</summary>
    Mutex,
    /// <summary>A reader-writer semaphore.</summary>
    RwSemaphore,
    /// <summary>A counting semaphore.</summary>
    Semaphore,
    /// <summary>A spinlock or another lock that is waited for without sleeping.</summary>
    SpinLock,
    /// <summary>A bit of a word, such as a buffer's or an inode's lock bit.</summary>
    Bit,
    /// <summary>The lock of a page, or the end of its reading or writing.</summary>
    Page,
    /// <summary>Storage.</summary>
    BlockIo,
    /// <summary>A file system's journal or its frozen state.</summary>
    FileSystem,
    /// <summary>A network file system's server or another network peer.</summary>
    Network,
    /// <summary>The answer of a fanotify listener in user space (an antivirus scanner most often).</summary>
    FanotifyAnswer,
    /// <summary>The answer of a FUSE server in user space.</summary>
    FuseAnswer,
    /// <summary>Another answer from user space: a helper program, a debugger, userfaultfd, a seccomp supervisor.</summary>
    UserSpaceAnswer,
    /// <summary>A completion that somebody must signal.</summary>
    Completion,
    /// <summary>A condition on a wait queue.</summary>
    Event,
    /// <summary>Free memory.</summary>
    Memory,
    /// <summary>Another task: its exit, its stop, its being scheduled out.</summary>
    Task,
    /// <summary>Time to pass.</summary>
    Timer,
}
