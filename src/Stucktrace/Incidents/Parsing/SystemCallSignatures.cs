namespace Stucktrace.Incidents.Parsing;

/// <summary>Arguments of common system calls: name, colon, and how to show the value. From the SYSCALL_DEFINEs of Linux 6.1.</summary>
static class SystemCallSignatures
{
    // d signed 32 bits, u unsigned, l signed 64 bits, x hexadecimal, p pointer, o octal mode, g signal, a directory descriptor (AT_FDCWD).
    const string Table =
        """
        read fd:d buf:p count:u
        write fd:d buf:p count:u
        open filename:p flags:x mode:o
        close fd:d
        stat filename:p statbuf:p
        fstat fd:d statbuf:p
        lstat filename:p statbuf:p
        poll fds:p nfds:u timeout:d
        lseek fd:d offset:l whence:d
        mmap addr:p len:u prot:x flags:x fd:d off:x
        mprotect start:p len:u prot:x
        munmap addr:p len:u
        brk brk:p
        rt_sigaction sig:g act:p oact:p sigsetsize:u
        rt_sigprocmask how:d set:p oset:p sigsetsize:u
        ioctl fd:d cmd:x arg:x
        pread64 fd:d buf:p count:u pos:l
        pwrite64 fd:d buf:p count:u pos:l
        readv fd:d vec:p vlen:u
        writev fd:d vec:p vlen:u
        access filename:p mode:o
        pipe fildes:p
        select n:d inp:p outp:p exp:p tvp:p
        sched_yield
        mremap addr:p old_len:u new_len:u flags:x new_addr:p
        msync start:p len:u flags:x
        mincore start:p len:u vec:p
        madvise start:p len:u behavior:d
        dup fildes:d
        dup2 oldfd:d newfd:d
        pause
        nanosleep rqtp:p rmtp:p
        alarm seconds:u
        getpid
        sendfile out_fd:d in_fd:d offset:p count:u
        socket family:d type:x protocol:d
        connect fd:d uservaddr:p addrlen:d
        accept fd:d upeer_sockaddr:p upeer_addrlen:p
        sendto fd:d buff:p len:u flags:x addr:p addr_len:d
        recvfrom fd:d ubuf:p size:u flags:x addr:p addr_len:p
        sendmsg fd:d msg:p flags:x
        recvmsg fd:d msg:p flags:x
        shutdown fd:d how:d
        bind fd:d umyaddr:p addrlen:d
        listen fd:d backlog:d
        setsockopt fd:d level:d optname:d optval:p optlen:d
        getsockopt fd:d level:d optname:d optval:p optlen:p
        clone clone_flags:x newsp:p parent_tidptr:p child_tidptr:p tls:p
        fork
        vfork
        execve filename:p argv:p envp:p
        exit error_code:d
        wait4 upid:d stat_addr:p options:x ru:p
        kill pid:d sig:g
        uname name:p
        semop semid:d sops:p nsops:u
        shmat shmid:d shmaddr:p shmflg:x
        shmdt shmaddr:p
        msgsnd msqid:d msgp:p msgsz:u msgflg:x
        msgrcv msqid:d msgp:p msgsz:u msgtyp:l msgflg:x
        fcntl fd:d cmd:d arg:x
        flock fd:d cmd:x
        fsync fd:d
        fdatasync fd:d
        truncate path:p length:l
        ftruncate fd:d length:l
        getdents fd:d dirent:p count:u
        getcwd buf:p size:u
        chdir filename:p
        fchdir fd:d
        rename oldname:p newname:p
        mkdir pathname:p mode:o
        rmdir pathname:p
        creat pathname:p mode:o
        link oldname:p newname:p
        unlink pathname:p
        symlink oldname:p newname:p
        readlink path:p buf:p bufsiz:d
        chmod filename:p mode:o
        fchmod fd:d mode:o
        chown filename:p user:d group:d
        umask mask:o
        gettimeofday tv:p tz:p
        sysinfo info:p
        ptrace request:d pid:d addr:x data:x
        syslog type:d buf:p len:d
        setuid uid:d
        setpgid pid:d pgid:d
        setsid
        prctl option:d arg2:x arg3:x arg4:x arg5:x
        sync
        mount dev_name:p dir_name:p type:p flags:x data:p
        umount2 name:p flags:x
        umount name:p flags:x
        swapon specialfile:p swap_flags:x
        swapoff specialfile:p
        reboot magic1:x magic2:x cmd:x arg:p
        init_module umod:p len:u uargs:p
        delete_module name:p flags:x
        finit_module fd:d uargs:p flags:x
        gettid
        setxattr pathname:p name:p value:p size:u flags:x
        getxattr pathname:p name:p value:p size:u
        tkill pid:d sig:g
        futex uaddr:p op:x val:x utime:p uaddr2:p val3:x
        sched_setaffinity pid:d len:u user_mask_ptr:p
        io_submit ctx_id:x nr:l iocbpp:p
        io_getevents ctx_id:x min_nr:l nr:l events:p timeout:p
        epoll_wait epfd:d events:p maxevents:d timeout:d
        epoll_ctl epfd:d op:d fd:d event:p
        epoll_pwait epfd:d events:p maxevents:d timeout:d sigmask:p sigsetsize:u
        getdents64 fd:d dirent:p count:u
        restart_syscall
        exit_group error_code:d
        tgkill tgid:d pid:d sig:g
        waitid which:d upid:d infop:p options:x ru:p
        add_key type:p description:p payload:p plen:u ringid:d
        request_key type:p description:p callout_info:p destringid:d
        keyctl option:d arg2:x arg3:x arg4:x arg5:x
        openat dfd:a filename:p flags:x mode:o
        mkdirat dfd:a pathname:p mode:o
        newfstatat dfd:a filename:p statbuf:p flag:x
        unlinkat dfd:a pathname:p flag:x
        renameat olddfd:a oldname:p newdfd:a newname:p
        renameat2 olddfd:a oldname:p newdfd:a newname:p flags:x
        faccessat dfd:a filename:p mode:o
        pselect6 n:d inp:p outp:p exp:p tsp:p sig:p
        ppoll ufds:p nfds:u tsp:p sigmask:p sigsetsize:u
        unshare unshare_flags:x
        splice fd_in:d off_in:p fd_out:d off_out:p len:u flags:x
        sync_file_range fd:d offset:l nbytes:l flags:x
        fallocate fd:d mode:x offset:l len:l
        accept4 fd:d upeer_sockaddr:p upeer_addrlen:p flags:x
        pipe2 fildes:p flags:x
        dup3 oldfd:d newfd:d flags:x
        rt_sigqueueinfo pid:d sig:g uinfo:p
        rt_tgsigqueueinfo tgid:d pid:d sig:g uinfo:p
        perf_event_open attr_uptr:p pid:d cpu:d group_fd:d flags:x
        fanotify_mark fanotify_fd:d flags:x mask:x dfd:a pathname:p
        syncfs fd:d
        setns fd:d flags:x
        sendmmsg fd:d mmsg:p vlen:u flags:x
        recvmmsg fd:d mmsg:p vlen:u flags:x timeout:p
        process_vm_readv pid:d lvec:p liovcnt:u rvec:p riovcnt:u flags:x
        getrandom buf:p count:u flags:x
        memfd_create uname:p flags:x
        bpf cmd:d uattr:p size:u
        userfaultfd flags:x
        membarrier cmd:x flags:x cpu_id:d
        copy_file_range fd_in:d off_in:p fd_out:d off_out:p len:u flags:x
        statx dfd:a filename:p flags:x mask:x buffer:p
        pidfd_send_signal pidfd:d sig:g info:p flags:x
        io_uring_setup entries:u params:p
        io_uring_enter fd:d to_submit:u min_complete:u flags:x argp:p argsz:u
        clone3 uargs:p size:u
        close_range fd:d max_fd:d flags:x
        openat2 dfd:a filename:p how:p usize:u
        move_mount from_dfd:a from_pathname:p to_dfd:a to_pathname:p flags:x
        clock_nanosleep which_clock:d flags:x rqtp:p rmtp:p
        """;

    /// <summary>Arguments of a system call, each as <c>name:kind</c>; null when it is not in the table.</summary>
    public static string[]? Find(string name)
    {
        // One search per report: a dictionary would cost more to build than it saves.
        ReadOnlySpan<char> table = Table;
        foreach (ReadOnlySpan<char> line in table.EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.Ordinal) && (line.Length == name.Length || line[name.Length] == ' '))
                return line[name.Length..].Trim(' ').ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        return null;
    }
}
