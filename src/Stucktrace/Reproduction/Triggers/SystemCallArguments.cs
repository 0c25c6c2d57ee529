using System.Collections.Immutable;
using System.Globalization;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>
/// Arguments that system calls can be called with without doing harm, for those that modules take over. From the calls' manual pages; a pid is one that the
/// scenario asks for, and where nothing asks for one it is nobody's, so that no signal reaches anybody.
/// </summary>
static class SystemCallArguments
{
    // name: arguments. pid, path (exists), missing (does not), buffer, size, file; numbers as they are.
    static readonly string[] Table =
    [
        "kill: pid 0", "tkill: pid 0", "tgkill: pid pid 0", "rt_sigqueueinfo: pid 0 buffer", "rt_tgsigqueueinfo: pid pid 0 buffer", "pidfd_open: pid 0",
        "getpgid: pid", "getsid: pid", "getpriority: 0 pid", "setpriority: 0 pid 0", "sched_getscheduler: pid", "sched_getparam: pid buffer", "sched_getaffinity: pid size buffer",
        "sched_setaffinity: pid 8 buffer", "ptrace: 16 pid 0 0", "wait4: pid 0 1 0", "prlimit64: pid 0 0 buffer", "process_vm_readv: pid buffer 0 buffer 0 0",
        "open: path 0 0", "openat: -100 path 0 0", "openat2: -100 path buffer 24", "creat: missing 384", "access: path 0", "faccessat: -100 path 0", "readlink: path buffer size",
        "readlinkat: -100 path buffer size", "stat: path buffer", "lstat: path buffer", "fstat: file buffer", "newfstatat: -100 path buffer 0", "statx: -100 path 0 0 buffer", "statfs: path buffer",
        "chmod: missing 384", "fchmodat: -100 missing 384", "chown: missing 0 0", "unlink: missing", "unlinkat: -100 missing 0", "rename: missing missing", "renameat: -100 missing -100 missing",
        "renameat2: -100 missing -100 missing 0", "mkdir: missing 448", "mkdirat: -100 missing 448", "rmdir: missing", "link: missing missing", "symlink: missing missing", "truncate: missing 0",
        "execve: missing 0 0", "execveat: -100 missing 0 0 0", "chdir: missing", "mount: missing missing 0 0 0", "umount2: missing 0", "delete_module: missing 2048", "utime: missing 0",
        "read: file buffer size", "write: file buffer size", "pread64: file buffer size 0", "pwrite64: file buffer size 0", "close: -1", "lseek: file 0 0", "ioctl: file 0 buffer", "fcntl: file 1 0",
        "getdents: file buffer size", "getdents64: file buffer size", "dup: -1", "fsync: -1", "ftruncate: -1 0", "sendto: -1 buffer size 0 0 0", "recvfrom: -1 buffer size 0 0 0",
        "connect: -1 buffer 16", "bind: -1 buffer 16", "listen: -1 1", "accept: -1 0 0", "socket: 2 1 0", "setsockopt: -1 0 0 buffer 4", "init_module: buffer 0 buffer", "finit_module: -1 buffer 0",
        "getpid:", "getppid:", "gettid:", "getuid:", "geteuid:", "getgid:", "getegid:", "sched_yield:", "pause:", "sync:", "umask: 63", "times: buffer", "uname: buffer", "sysinfo: buffer",
        "gettimeofday: buffer 0", "time: 0", "clock_gettime: 1 buffer", "nanosleep: buffer 0", "prctl: 3 0 0 0 0", "getrusage: 0 buffer", "getrlimit: 0 buffer", "brk: 0", "munmap: 0 0", "mprotect: 0 0 0",
        "membarrier: 0 0 0", "syslog: 10 0 0", "getcwd: buffer size", "capget: buffer buffer", "setuid: 0", "setgid: 0", "setresuid: 0 0 0", "setreuid: 0 0",
    ];

    /// <summary>The arguments of a call; null when the table does not have it.</summary>
    /// <param name="name">Name of the call.</param>
    internal static ImmutableArray<TriggerArgument>? Of(string name)
    {
        foreach (string row in Table)
        {
            if (row.Length > name.Length && row[name.Length] == ':' && row.StartsWith(name, StringComparison.Ordinal))
                return [.. row[(name.Length + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Argument)];
        }

        return null;
    }

    static TriggerArgument Argument(string word) => word switch
    {
        "pid" => new(TriggerArgumentKind.Pid),
        "path" => new(TriggerArgumentKind.Path),
        "missing" => new(TriggerArgumentKind.MissingPath),
        "buffer" => new(TriggerArgumentKind.Buffer),
        "size" => new(TriggerArgumentKind.Size),
        "file" => new(TriggerArgumentKind.File),
        _ => new(TriggerArgumentKind.Number, long.Parse(word, CultureInfo.InvariantCulture)),
    };
}
