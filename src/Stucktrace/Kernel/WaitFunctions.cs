namespace Stucktrace.Kernel;

/// <summary>
/// The kernel's functions in which a task waits, and for what. Facts of the kernel's sources, mainline 2.6.18 to 7.x; the last column says where
/// to look. <c>*</c> marks a primitive: it tells how a task waits, and its caller tells what for.
/// </summary>
public static class WaitFunctions
{
    // name                                    since   until   source
    const string Table = """
        [GracePeriod]
        synchronize_rcu                         2.6.12  -       kernel/rcu/tree.c
        synchronize_rcu_normal                  6.10    -       kernel/rcu/tree.c
        synchronize_sched                       2.6.12  5.0     kernel/rcu/tree.c
        synchronize_kernel                      2.6.9   2.6.12  kernel/rcupdate.c
        synchronize_rcu_bh                      2.6.24  5.0     kernel/rcu/tree.c
        synchronize_rcu_mult                    4.2     5.0     kernel/rcu/update.c
        synchronize_net                         2.6.12  -       net/core/dev.c
        __wait_rcu_gp                           4.2     -       kernel/rcu/update.c
        wait_rcu_gp                             3.1     4.1     kernel/rcu/update.c
        cond_synchronize_rcu                    4.0     -       kernel/rcu/tree.c
        cond_synchronize_rcu_full               6.1     -       kernel/rcu/tree.c
        cond_synchronize_sched                  4.1     5.0     kernel/rcu/tree.c
        rcu_sync_enter                          4.5     -       kernel/rcu/sync.c
        rcu_sync_dtor                           4.5     -       kernel/rcu/sync.c
        percpu_ref_switch_to_atomic_sync        4.11    -       lib/percpu-refcount.c
        kvfree_rcu_barrier                      6.12    -       mm/slab_common.c
        [ExpeditedGracePeriod]
        synchronize_rcu_expedited               2.6.32  -       kernel/rcu/tree_exp.h
        synchronize_sched_expedited             2.6.32  5.0     kernel/rcu/tree_exp.h
        synchronize_rcu_bh_expedited            2.6.32  5.0     kernel/rcu/tree.c
        synchronize_rcu_expedited_wait          5.0     -       kernel/rcu/tree_exp.h
        synchronize_rcu_expedited_wait_once     5.5     -       kernel/rcu/tree_exp.h
        synchronize_sched_expedited_wait        4.2     5.0     kernel/rcu/tree_exp.h
        rcu_exp_wait_wake                       4.6     -       kernel/rcu/tree_exp.h
        rcu_exp_sel_wait_wake                   4.20    -       kernel/rcu/tree_exp.h
        wait_rcu_exp_gp                         4.7     -       kernel/rcu/tree_exp.h
        exp_funnel_lock                         4.3     -       kernel/rcu/tree_exp.h
        _synchronize_rcu_expedited              4.15    4.20    kernel/rcu/tree_exp.h
        [RcuCallbacks]
        rcu_barrier                             2.6.12  -       kernel/rcu/tree.c
        _rcu_barrier                            3.1     4.20    kernel/rcu/tree.c
        rcu_barrier_sched                       2.6.26  5.0     kernel/rcu/tree.c
        rcu_barrier_bh                          2.6.26  5.0     kernel/rcu/tree.c
        [SleepableRcu]
        synchronize_srcu                        2.6.19  -       kernel/rcu/srcutree.c
        __synchronize_srcu                      3.2     -       kernel/rcu/srcutree.c
        synchronize_srcu_expedited              2.6.32  -       kernel/rcu/srcutree.c
        srcu_barrier                            3.7     -       kernel/rcu/srcutree.c
        fsnotify_connector_destroy_workfn       4.12    -       fs/notify/mark.c
        fsnotify_mark_destroy_workfn            4.7     -       fs/notify/mark.c
        mmu_notifier_unregister                 2.6.27  -       mm/mmu_notifier.c
        [RcuTasks]
        synchronize_rcu_tasks                   3.18    -       kernel/rcu/tasks.h
        synchronize_rcu_tasks_generic           5.8     -       kernel/rcu/tasks.h
        synchronize_rcu_tasks_rude              5.8     -       kernel/rcu/tasks.h
        synchronize_rcu_tasks_trace             5.8     -       kernel/rcu/tasks.h
        rcu_barrier_tasks                       3.18    -       kernel/rcu/tasks.h
        rcu_barrier_tasks_trace                 5.8     -       kernel/rcu/tasks.h
        rcu_tasks_wait_gp                       5.8     -       kernel/rcu/tasks.h
        [CpuInterrupt]
        csd_lock_wait                           2.6.30  -       kernel/smp.c
        __csd_lock_wait                         5.13    -       kernel/smp.c
        smp_call_function_many                  2.6.29  -       kernel/smp.c
        smp_call_function_many_cond             5.7     -       kernel/smp.c
        smp_call_function_single                2.6.20  -       kernel/smp.c
        generic_exec_single                     2.6.27  -       kernel/smp.c
        smp_call_function                       2.6.12  -       kernel/smp.c
        smp_call_function_any                   2.6.32  -       kernel/smp.c
        on_each_cpu                             2.6.12  -       kernel/smp.c
        on_each_cpu_mask                        3.4     -       kernel/smp.c
        on_each_cpu_cond_mask                   4.20    -       kernel/smp.c
        on_each_cpu_cond                        3.4     -       kernel/smp.c
        kick_all_cpus_sync                      3.10    -       kernel/smp.c
        native_flush_tlb_others                 2.6.25  5.11    arch/x86/mm/tlb.c
        native_flush_tlb_multi                  5.12    -       arch/x86/mm/tlb.c
        flush_tlb_others_ipi                    2.6.29  3.6     arch/x86/mm/tlb.c
        flush_tlb_mm_range                      3.7     -       arch/x86/mm/tlb.c
        flush_tlb_page                          2.6.12  -       arch/x86/mm/tlb.c
        flush_tlb_all                           2.6.12  -       arch/x86/mm/tlb.c
        flush_tlb_kernel_range                  2.6.12  -       arch/x86/mm/tlb.c
        arch_tlbbatch_flush                     4.3     -       arch/x86/mm/tlb.c
        try_to_unmap_flush                      4.3     -       mm/rmap.c
        __purge_vmap_area_lazy                  2.6.28  -       mm/vmalloc.c
        text_poke_bp                            3.12    -       arch/x86/kernel/alternative.c
        text_poke_bp_batch                      5.5     6.14    arch/x86/kernel/alternative.c
        smp_text_poke_batch_finish              6.15    -       arch/x86/kernel/alternative.c
        text_poke_sync                          5.5     -       arch/x86/kernel/alternative.c
        smp_text_poke_sync_each_cpu             6.15    -       arch/x86/kernel/alternative.c
        arch_jump_label_transform               3.0     -       arch/x86/kernel/jump_label.c
        arch_jump_label_transform_apply         5.3     -       arch/x86/kernel/jump_label.c
        __static_call_update                    5.10    -       kernel/static_call_inline.c
        ftrace_replace_code                     2.6.28  -       arch/x86/kernel/ftrace.c
        ftrace_modify_all_code                  3.3     -       kernel/trace/ftrace.c
        mtrr_add_page                           2.6.27  -       arch/x86/kernel/cpu/mtrr/mtrr.c
        membarrier_private_expedited            4.14    -       kernel/sched/membarrier.c
        membarrier_global_expedited             4.16    -       kernel/sched/membarrier.c
        do_sync_core                            3.12    -       arch/x86/kernel/alternative.c
        clocksource_verify_percpu               5.13    -       kernel/time/clocksource.c
        perf_event_read                         2.6.31  -       kernel/events/core.c
        event_function_call                     4.4     -       kernel/events/core.c
        [CpuScheduling]
        stop_machine                            2.6.12  -       kernel/stop_machine.c
        __stop_machine                          2.6.27  -       kernel/stop_machine.c
        stop_machine_cpuslocked                 4.13    -       kernel/stop_machine.c
        stop_machine_from_inactive_cpu          3.1     -       kernel/stop_machine.c
        stop_cpus                               2.6.35  -       kernel/stop_machine.c
        __stop_cpus                             2.6.35  -       kernel/stop_machine.c
        stop_one_cpu                            2.6.35  -       kernel/stop_machine.c
        stop_two_cpus                           3.13    -       kernel/stop_machine.c
        multi_cpu_stop                          3.13    -       kernel/stop_machine.c
        stop_machine_cpu_stop                   2.6.35  3.12    kernel/stop_machine.c
        set_cpus_allowed_ptr                    2.6.26  -       kernel/sched/core.c
        __set_cpus_allowed_ptr                  3.14    -       kernel/sched/core.c
        affine_move_task                        5.11    -       kernel/sched/core.c
        migrate_swap                            3.13    -       kernel/sched/core.c
        sched_exec                              2.6.12  -       kernel/sched/core.c
        text_poke_smp                           2.6.34  3.11    arch/x86/kernel/alternative.c
        text_poke_smp_batch                     2.6.37  3.11    arch/x86/kernel/alternative.c
        kthread_park                            3.7     -       kernel/kthread.c
        smpboot_park_threads                    3.7     -       kernel/smpboot.c
        _cpu_down                               2.6.18  -       kernel/cpu.c
        cpuhp_kick_ap_work                      4.6     -       kernel/cpu.c
        takedown_cpu                            4.6     -       kernel/cpu.c
        hardlockup_detector_perf_cleanup        4.14    -       kernel/watchdog_perf.c
        softlockup_stop_all                     4.18    -       kernel/watchdog.c
        softlockup_start_all                    4.18    -       kernel/watchdog.c
        watchdog_park_threads                   4.4     4.17    kernel/watchdog.c
        [Work]
        flush_work                              2.6.27  -       kernel/workqueue.c
        __flush_work                            3.7     -       kernel/workqueue.c
        flush_work_sync                         3.0     3.7     kernel/workqueue.c
        flush_workqueue                         2.6.12  -       kernel/workqueue.c
        __flush_workqueue                       5.19    -       kernel/workqueue.c
        flush_cpu_workqueue                     2.6.12  2.6.35  kernel/workqueue.c
        flush_scheduled_work                    2.6.12  6.0     kernel/workqueue.c
        drain_workqueue                         3.0     -       kernel/workqueue.c
        flush_delayed_work                      2.6.28  -       kernel/workqueue.c
        flush_rcu_work                          4.17    -       kernel/workqueue.c
        cancel_work_sync                        2.6.22  -       kernel/workqueue.c
        __cancel_work_timer                     2.6.27  6.9     kernel/workqueue.c
        __cancel_work_sync                      6.10    -       kernel/workqueue.c
        cancel_delayed_work_sync                2.6.22  -       kernel/workqueue.c
        schedule_on_each_cpu                    2.6.17  -       kernel/workqueue.c
        execute_in_process_context              2.6.16  -       kernel/workqueue.c
        work_on_cpu                             2.6.29  -       kernel/workqueue.c
        work_on_cpu_key                         6.7     -       kernel/workqueue.c
        work_on_cpu_safe                        4.12    -       kernel/workqueue.c
        wait_on_work                            2.6.22  2.6.36  kernel/workqueue.c
        wait_on_cpu_work                        2.6.22  2.6.36  kernel/workqueue.c
        destroy_workqueue                       2.6.12  -       kernel/workqueue.c
        lru_add_drain_all                       2.6.17  -       mm/swap.c
        __lru_add_drain_all                     5.12    -       mm/swap.c
        drain_all_pages                         2.6.24  -       mm/page_alloc.c
        flush_all_cpus_locked                   5.15    -       mm/slub.c
        slub_cpu_dead                           5.0     -       mm/slub.c
        flush_all_backlogs                      5.13    -       net/core/dev.c
        cgroup_destroy_root                     3.16    -       kernel/cgroup/cgroup.c
        tty_buffer_flush_work                   4.5     -       drivers/tty/tty_buffer.c
        kthread_flush_work                      4.9     -       kernel/kthread.c
        kthread_flush_worker                    4.9     -       kernel/kthread.c
        flush_kthread_work                      2.6.36  4.8     kernel/kthread.c
        flush_kthread_worker                    2.6.36  4.8     kernel/kthread.c
        kthread_cancel_work_sync                4.9     -       kernel/kthread.c
        wb_wait_for_completion                  3.16    -       fs/fs-writeback.c
        [Mutex]
        mutex_lock                              2.6.16  -       kernel/locking/mutex.c
        mutex_lock_nested                       2.6.18  -       kernel/locking/mutex.c
        __mutex_lock                            4.10    -       kernel/locking/mutex.c
        __mutex_lock_common                     2.6.18  -       kernel/locking/mutex.c
        __mutex_lock_slowpath                   2.6.16  -       kernel/locking/mutex.c
        mutex_lock_interruptible                2.6.16  -       kernel/locking/mutex.c
        mutex_lock_killable                     2.6.25  -       kernel/locking/mutex.c
        mutex_lock_io                           4.11    -       kernel/locking/mutex.c
        __mutex_lock_killable_slowpath          2.6.25  -       kernel/locking/mutex.c
        __mutex_lock_interruptible_slowpath     2.6.16  -       kernel/locking/mutex.c
        __ww_mutex_lock                         3.11    -       kernel/locking/mutex.c
        ww_mutex_lock                           3.11    -       kernel/locking/mutex.c
        rt_mutex_lock                           2.6.18  -       kernel/locking/rtmutex_api.c
        rt_mutex_slowlock                       2.6.18  -       kernel/locking/rtmutex.c
        rt_mutex_slowlock_block                 5.15    -       kernel/locking/rtmutex.c
        __rt_mutex_slowlock                     2.6.18  -       kernel/locking/rtmutex.c
        [RwSemaphore]
        down_read                               2.6.12  -       kernel/locking/rwsem.c
        down_write                              2.6.12  -       kernel/locking/rwsem.c
        down_read_nested                        2.6.18  -       kernel/locking/rwsem.c
        down_write_nested                       2.6.18  -       kernel/locking/rwsem.c
        down_read_killable                      4.15    -       kernel/locking/rwsem.c
        down_read_interruptible                 5.10    -       kernel/locking/rwsem.c
        down_write_killable                     4.7     -       kernel/locking/rwsem.c
        rwsem_down_failed_common                2.6.12  3.9     lib/rwsem.c
        rwsem_down_read_failed                  2.6.12  5.1     kernel/locking/rwsem-xadd.c
        rwsem_down_write_failed                 2.6.12  5.1     kernel/locking/rwsem-xadd.c
        rwsem_down_write_failed_killable        4.7     5.1     kernel/locking/rwsem-xadd.c
        call_rwsem_down_read_failed             2.6.25  5.1     arch/x86/lib/rwsem.S
        call_rwsem_down_write_failed            2.6.25  5.1     arch/x86/lib/rwsem.S
        rwsem_down_read_slowpath                5.2     -       kernel/locking/rwsem.c
        rwsem_down_write_slowpath               5.2     -       kernel/locking/rwsem.c
        __down_read_common                      5.11    -       kernel/locking/rwsem.c
        __down_write_common                     5.11    -       kernel/locking/rwsem.c
        __down_read                             2.6.12  -       lib/rwsem-spinlock.c
        __down_write                            2.6.12  -       lib/rwsem-spinlock.c
        __down_write_nested                     2.6.18  -       lib/rwsem-spinlock.c
        __percpu_down_read                      4.5     -       kernel/locking/percpu-rwsem.c
        percpu_rwsem_wait                       5.7     -       kernel/locking/percpu-rwsem.c
        percpu_down_read                        3.8     -       kernel/locking/percpu-rwsem.c
        percpu_down_write                       3.8     -       kernel/locking/percpu-rwsem.c
        [Semaphore]
        down                                    2.6.12  -       kernel/locking/semaphore.c
        __down                                  2.6.12  -       kernel/locking/semaphore.c
        __down_common                           2.6.26  -       kernel/locking/semaphore.c
        ___down_common                          5.19    -       kernel/locking/semaphore.c
        down_interruptible                      2.6.12  -       kernel/locking/semaphore.c
        down_killable                           2.6.26  -       kernel/locking/semaphore.c
        down_timeout                            2.6.26  -       kernel/locking/semaphore.c
        [SpinLock]
        native_queued_spin_lock_slowpath        4.2     -       kernel/locking/qspinlock.c
        queued_spin_lock_slowpath               4.2     -       kernel/locking/qspinlock.c
        __pv_queued_spin_lock_slowpath          4.2     -       kernel/locking/qspinlock_paravirt.h
        pv_wait_head_or_lock                    4.5     -       kernel/locking/qspinlock_paravirt.h
        virt_spin_lock                          4.2     -       arch/x86/include/asm/qspinlock.h
        ticket_spin_lock_wait                   2.6.26  4.1     arch/x86/include/asm/spinlock.h
        __ticket_spin_lock                      2.6.26  4.1     arch/x86/include/asm/spinlock.h
        _spin_lock                              2.6.12  2.6.32  kernel/spinlock.c
        _spin_lock_irq                          2.6.12  2.6.32  kernel/spinlock.c
        _spin_lock_irqsave                      2.6.12  2.6.32  kernel/spinlock.c
        _spin_lock_bh                           2.6.12  2.6.32  kernel/spinlock.c
        _raw_spin_lock                          2.6.33  -       kernel/locking/spinlock.c
        _raw_spin_lock_irq                      2.6.33  -       kernel/locking/spinlock.c
        _raw_spin_lock_irqsave                  2.6.33  -       kernel/locking/spinlock.c
        _raw_spin_lock_bh                       2.6.33  -       kernel/locking/spinlock.c
        _raw_spin_lock_nested                   2.6.33  -       kernel/locking/spinlock.c
        _raw_spin_trylock                       2.6.33  -       kernel/locking/spinlock.c
        do_raw_spin_lock                        2.6.33  -       kernel/locking/spinlock_debug.c
        _raw_read_lock                          2.6.33  -       kernel/locking/spinlock.c
        _raw_read_lock_irq                      2.6.33  -       kernel/locking/spinlock.c
        _raw_read_lock_irqsave                  2.6.33  -       kernel/locking/spinlock.c
        _raw_read_lock_bh                       2.6.33  -       kernel/locking/spinlock.c
        _raw_write_lock                         2.6.33  -       kernel/locking/spinlock.c
        _raw_write_lock_irq                     2.6.33  -       kernel/locking/spinlock.c
        _raw_write_lock_irqsave                 2.6.33  -       kernel/locking/spinlock.c
        _raw_write_lock_bh                      2.6.33  -       kernel/locking/spinlock.c
        _read_lock                              2.6.12  2.6.32  kernel/spinlock.c
        _write_lock                             2.6.12  2.6.32  kernel/spinlock.c
        _read_lock_bh                           2.6.12  2.6.32  kernel/spinlock.c
        _write_lock_irq                         2.6.12  2.6.32  kernel/spinlock.c
        __read_lock_failed                      2.6.12  3.11    arch/x86/lib/rwlock.S
        __write_lock_failed                     2.6.12  3.11    arch/x86/lib/rwlock.S
        queued_read_lock_slowpath               3.16    -       kernel/locking/qrwlock.c
        queued_write_lock_slowpath              3.16    -       kernel/locking/qrwlock.c
        do_raw_read_lock                        2.6.33  -       kernel/locking/spinlock_debug.c
        do_raw_write_lock                       2.6.33  -       kernel/locking/spinlock_debug.c
        osq_lock                                3.15    -       kernel/locking/osq_lock.c
        mutex_spin_on_owner                     2.6.30  -       kernel/locking/mutex.c
        mutex_optimistic_spin                   3.15    -       kernel/locking/mutex.c
        rwsem_spin_on_owner                     3.16    -       kernel/locking/rwsem.c
        rwsem_optimistic_spin                   5.2     -       kernel/locking/rwsem.c
        mcs_spin_lock                           3.14    -       kernel/locking/mcs_spinlock.h
        queue_spin_lock_slowpath                4.0     4.1     kernel/locking/qspinlock.c
        kvm_lock_spinning                       3.12    4.1     arch/x86/kernel/kvm.c
        resilient_queued_spin_lock_slowpath     6.15    -       kernel/bpf/rqspinlock.c
        arch_spin_lock                          2.6.33  -       arch/*/include/asm/spinlock.h
        rt_spin_lock                            5.15    -       kernel/locking/spinlock_rt.c
        bit_spin_lock                           2.6.12  -       include/linux/bit_spinlock.h
        hlist_bl_lock                           3.1     -       include/linux/list_bl.h
        [Bit]
        wait_on_bit                             2.6.12  -       kernel/sched/wait_bit.c
        out_of_line_wait_on_bit                 2.6.12  -       kernel/sched/wait_bit.c
        out_of_line_wait_on_bit_lock            2.6.12  -       kernel/sched/wait_bit.c
        out_of_line_wait_on_bit_timeout         3.17    -       kernel/sched/wait_bit.c
        __wait_on_bit                           2.6.12  -       kernel/sched/wait_bit.c
        __wait_on_bit_lock                      2.6.12  -       kernel/sched/wait_bit.c
        inode_wait                              2.6.12  3.16    fs/inode.c
        __wait_on_freeing_inode                 2.6.12  -       fs/inode.c
        inode_wait_for_writeback                2.6.32  -       fs/fs-writeback.c
        __inode_wait_for_writeback              3.10    -       fs/fs-writeback.c
        [Page]
        __lock_page                             2.6.12  5.16    mm/filemap.c
        __folio_lock                            5.16    -       mm/filemap.c
        __lock_page_killable                    2.6.25  5.16    mm/filemap.c
        folio_wait_bit                          5.16    -       mm/filemap.c
        folio_wait_bit_common                   5.16    -       mm/filemap.c
        wait_on_page_bit                        2.6.12  5.17    mm/filemap.c
        wait_on_page_bit_common                 4.13    5.15    mm/filemap.c
        wait_on_page_bit_killable               2.6.25  5.16    mm/filemap.c
        wait_on_page_writeback                  2.6.12  -       mm/page-writeback.c
        folio_wait_writeback                    5.16    -       mm/page-writeback.c
        wait_on_page_writeback_range            2.6.12  2.6.32  mm/filemap.c
        filemap_fdatawait_range                 2.6.33  -       mm/filemap.c
        __filemap_fdatawait_range               4.4     -       mm/filemap.c
        sync_page                               2.6.12  2.6.38  mm/filemap.c
        sleep_on_page                           2.6.39  3.16    mm/filemap.c
        grab_cache_page_write_begin             2.6.28  -       mm/filemap.c
        filemap_fault                           2.6.23  -       mm/filemap.c
        migration_entry_wait                    2.6.18  -       mm/migrate.c
        migration_entry_wait_on_locked          5.17    -       mm/filemap.c
        [BlockIo]
        sync_buffer                             2.6.12  3.16    fs/buffer.c
        __wait_on_buffer                        2.6.12  -       fs/buffer.c
        __lock_buffer                           2.6.12  -       fs/buffer.c
        __bread                                 2.6.12  -       fs/buffer.c
        __bread_gfp                             3.18    -       fs/buffer.c
        __bread_slow                            2.6.12  -       fs/buffer.c
        sleep_on_buffer                         2.6.38  3.16    fs/buffer.c
        submit_bio_wait                         3.10    -       block/bio.c
        balance_dirty_pages                     2.6.12  -       mm/page-writeback.c
        balance_dirty_pages_ratelimited         2.6.12  -       mm/page-writeback.c
        balance_dirty_pages_ratelimited_flags   5.17    -       mm/page-writeback.c
        blk_execute_rq                          2.6.12  -       block/blk-mq.c
        blk_mq_get_tag                          3.13    -       block/blk-mq-tag.c
        blk_mq_freeze_queue_wait                4.0     -       block/blk-mq.c
        blk_mq_freeze_queue                     3.13    -       block/blk-mq.c
        blk_queue_enter                         4.2     -       block/blk-core.c
        __bio_queue_enter                       5.15    -       block/blk-core.c
        get_request                             2.6.12  4.20    block/blk-core.c
        get_request_wait                        2.6.12  3.5     block/blk-core.c
        rq_qos_wait                             4.20    -       block/blk-rq-qos.c
        wbt_wait                                4.10    -       block/blk-wbt.c
        dio_await_completion                    2.6.12  -       fs/direct-io.c
        do_blockdev_direct_IO                   3.0     -       fs/direct-io.c
        __blockdev_direct_IO                    2.6.12  -       fs/direct-io.c
        __blkdev_direct_IO_simple               4.10    -       block/fops.c
        blkdev_issue_flush                      2.6.12  -       block/blk-flush.c
        blkdev_issue_discard                    2.6.28  -       block/blk-lib.c
        iomap_dio_rw                            4.10    -       fs/iomap/direct-io.c
        __iomap_dio_rw                          5.12    -       fs/iomap/direct-io.c
        swap_readpage                           2.6.12  -       mm/page_io.c
        md_write_start                          2.6.12  -       drivers/md/md.c
        md_flush_request                        2.6.33  -       drivers/md/md.c
        md_super_wait                           2.6.16  -       drivers/md/md.c
        raid5_get_active_stripe                 4.3     -       drivers/md/raid5.c
        dm_wait_for_completion                  2.6.29  -       drivers/md/dm.c
        sync_io                                 2.6.22  -       drivers/md/dm-io.c
        nvme_submit_sync_cmd                    3.3     -       drivers/nvme/host/core.c
        __nvme_submit_sync_cmd                  4.2     -       drivers/nvme/host/core.c
        scsi_execute_cmd                        6.3     -       drivers/scsi/scsi_lib.c
        scsi_execute                            2.6.16  6.2     drivers/scsi/scsi_lib.c
        scsi_block_when_processing_errors       2.6.12  -       drivers/scsi/scsi_error.c
        ata_exec_internal                       2.6.14  -       drivers/ata/libata-core.c
        mmc_wait_for_req                        2.6.18  -       drivers/mmc/core/core.c
        __mmc_claim_host                        2.6.18  -       drivers/mmc/core/core.c
        usb_start_wait_urb                      2.6.12  -       drivers/usb/core/message.c
        [FileSystem]
        jbd2_log_wait_commit                    2.6.19  -       fs/jbd2/journal.c
        log_wait_commit                         2.6.12  4.2     fs/jbd/journal.c
        jbd2_journal_commit_transaction         2.6.19  -       fs/jbd2/commit.c
        journal_commit_transaction              2.6.12  4.2     fs/jbd/commit.c
        start_this_handle                       2.6.12  -       fs/jbd2/transaction.c
        wait_transaction_locked                 3.11    -       fs/jbd2/transaction.c
        add_transaction_credits                 4.0     -       fs/jbd2/transaction.c
        do_get_write_access                     2.6.12  -       fs/jbd2/transaction.c
        jbd2_log_do_checkpoint                  2.6.19  -       fs/jbd2/checkpoint.c
        xlog_grant_head_wait                    3.4     -       fs/xfs/xfs_log.c
        xlog_cil_force_seq                      5.14    -       fs/xfs/xfs_log_cil.c
        xlog_cil_force_lsn                      3.0     5.13    fs/xfs/xfs_log_cil.c
        _xfs_log_force                          2.6.31  4.16    fs/xfs/xfs_log.c
        _xfs_log_force_lsn                      2.6.31  4.16    fs/xfs/xfs_log.c
        xfs_log_force                           2.6.31  -       fs/xfs/xfs_log.c
        xfs_buf_iowait                          2.6.39  -       fs/xfs/xfs_buf.c
        xfs_iowait                              2.6.12  2.6.38  fs/xfs/linux-2.6/xfs_buf.c
        xfs_buf_lock                            2.6.12  -       fs/xfs/xfs_buf.c
        xfs_ail_push_all_sync                   3.4     -       fs/xfs/xfs_trans_ail.c
        btrfs_tree_lock                         3.4     -       fs/btrfs/locking.c
        btrfs_tree_read_lock                    3.4     -       fs/btrfs/locking.c
        btrfs_commit_transaction                2.6.29  -       fs/btrfs/transaction.c
        wait_current_trans                      2.6.29  -       fs/btrfs/transaction.c
        wait_for_commit                         2.6.29  -       fs/btrfs/transaction.c
        btrfs_start_ordered_extent              2.6.29  -       fs/btrfs/ordered-data.c
        btrfs_wait_ordered_range                2.6.29  -       fs/btrfs/ordered-data.c
        gfs2_glock_nq                           2.6.19  -       fs/gfs2/glock.c
        gfs2_glock_wait                         2.6.32  -       fs/gfs2/glock.c
        ocfs2_wait_for_mask                     2.6.16  -       fs/ocfs2/dlmglue.c
        __ocfs2_cluster_lock                    2.6.36  -       fs/ocfs2/dlmglue.c
        __sb_start_write                        3.6     -       fs/super.c
        sb_wait_write                           3.6     -       fs/super.c
        freeze_super                            3.0     -       fs/super.c
        vfs_check_frozen                        2.6.12  3.5     include/linux/fs.h
        f2fs_balance_fs                         3.8     -       fs/f2fs/segment.c
        writeback_inodes_sb_nr                  2.6.37  -       fs/fs-writeback.c
        sync_inodes_sb                          2.6.12  -       fs/fs-writeback.c
        [Network]
        rpc_wait_bit_killable                   2.6.25  -       net/sunrpc/sched.c
        rpc_wait_bit_interruptible              2.6.18  2.6.24  net/sunrpc/sched.c
        __rpc_wait_for_completion_task          2.6.18  -       net/sunrpc/sched.c
        __rpc_execute                           2.6.12  -       net/sunrpc/sched.c
        rpc_run_task                            2.6.19  -       net/sunrpc/clnt.c
        nfs_wait_bit_killable                   2.6.25  -       fs/nfs/inode.c
        nfs_wait_bit_uninterruptible            2.6.33  4.4     fs/nfs/pagelist.c
        nfs_wait_on_request                     2.6.12  -       fs/nfs/pagelist.c
        nfs4_handle_exception                   2.6.18  -       fs/nfs/nfs4proc.c
        nfs4_wait_clnt_recover                  2.6.28  -       fs/nfs/nfs4state.c
        nfs_iocounter_wait                      3.13    -       fs/nfs/pagelist.c
        cifs_wait_mtu_credits                   3.16    -       fs/smb/client/transport.c
        wait_for_response                       2.6.30  -       fs/smb/client/transport.c
        wait_for_free_credits                   3.0     -       fs/smb/client/transport.c
        ceph_mdsc_do_request                    2.6.34  -       fs/ceph/mds_client.c
        ceph_mdsc_wait_request                  5.10    -       fs/ceph/mds_client.c
        ceph_osdc_wait_request                  2.6.34  -       net/ceph/osd_client.c
        try_get_cap_refs                        2.6.34  -       fs/ceph/caps.c
        p9_client_rpc                           2.6.28  -       net/9p/client.c
        p9_virtio_request                       2.6.24  -       net/9p/trans_virtio.c
        afs_wait_for_call_to_complete           2.6.22  -       fs/afs/rxrpc.c
        afs_wait_for_operation                  5.8     -       fs/afs/fs_operation.c
        netfs_wait_for_outstanding_io           6.10    -       fs/netfs/objects.c
        drbd_md_get_buffer                      3.3     -       drivers/block/drbd/drbd_actlog.c
        nbd_send_cmd                            2.6.12  -       drivers/block/nbd.c
        [FanotifyAnswer]
        fanotify_get_response                   3.14    -       fs/notify/fanotify/fanotify.c
        fanotify_get_response_from_access       2.6.37  3.13    fs/notify/fanotify/fanotify.c
        fanotify_handle_event                   2.6.37  -       fs/notify/fanotify/fanotify.c
        [FuseAnswer]
        request_wait_answer                     2.6.14  -       fs/fuse/dev.c
        __fuse_request_send                     3.11    -       fs/fuse/dev.c
        fuse_request_send                       2.6.28  -       fs/fuse/dev.c
        fuse_simple_request                     3.20    -       fs/fuse/dev.c
        __fuse_simple_request                   5.4     -       fs/fuse/dev.c
        fuse_get_req                            2.6.14  5.3     fs/fuse/dev.c
        fuse_wait_on_page_writeback             2.6.26  6.15    fs/fuse/file.c
        fuse_send_readpages                     2.6.17  -       fs/fuse/file.c
        fuse_do_open                            2.6.14  -       fs/fuse/file.c
        virtio_fs_enqueue_req                   5.4     -       fs/fuse/virtio_fs.c
        [UserSpaceAnswer]
        call_usermodehelper_exec                2.6.23  -       kernel/umh.c
        call_usermodehelper                     2.6.12  -       kernel/umh.c
        __request_module                        2.6.29  -       kernel/module/kmod.c
        _request_firmware                       3.5     -       drivers/base/firmware_loader/main.c
        fw_load_sysfs_fallback                  4.17    -       drivers/base/firmware_loader/fallback.c
        handle_userfault                        4.3     -       fs/userfaultfd.c
        seccomp_do_user_notification            5.0     -       kernel/seccomp.c
        ptrace_stop                             2.6.18  -       kernel/signal.c
        autofs_wait                             2.6.12  -       fs/autofs/waitq.c
        autofs4_wait                            2.6.12  4.17    fs/autofs4/waitq.c
        autofs_mount_wait                       4.18    -       fs/autofs/root.c
        devtmpfs_submit_req                     5.13    -       drivers/base/devtmpfs.c
        request_key_and_link                    2.6.15  -       security/keys/request_key.c
        wait_for_key_construction               2.6.24  -       security/keys/request_key.c
        audit_log_start                         2.6.12  -       kernel/audit.c
        wait_for_auditd                         2.6.31  4.9     kernel/audit.c
        coredump_wait                           2.6.18  -       fs/coredump.c
        ublk_ctrl_start_dev                     6.0     -       drivers/block/ublk_drv.c
        tcmu_queue_cmd                          3.18    -       drivers/target/target_core_user.c
        [Memory]
        mempool_alloc                           2.6.12  -       mm/mempool.c
        throttle_direct_reclaim                 3.6     -       mm/vmscan.c
        reclaim_throttle                        5.16    -       mm/vmscan.c
        congestion_wait                         2.6.12  5.15    mm/backing-dev.c
        wait_iff_congested                      2.6.37  5.15    mm/backing-dev.c
        mem_cgroup_oom_synchronize              3.12    -       mm/memcontrol.c
        mem_cgroup_handle_oom                   2.6.34  3.11    mm/memcontrol.c
        __alloc_pages_may_oom                   2.6.31  -       mm/page_alloc.c
        [Task]
        kthread_stop                            2.6.12  -       kernel/kthread.c
        napi_disable                            2.6.24  -       net/core/dev.c
        netdev_wait_allrefs                     2.6.12  5.16    net/core/dev.c
        netdev_wait_allrefs_any                 5.17    -       net/core/dev.c
        wait_task_inactive                      2.6.12  -       kernel/sched/core.c
        de_thread                               2.6.12  -       fs/exec.c
        do_wait                                 2.6.12  -       kernel/exit.c
        wait_for_vfork_done                     3.3     -       kernel/fork.c
        do_signal_stop                          2.6.12  -       kernel/signal.c
        zap_pid_ns_processes                    2.6.25  -       kernel/pid_namespace.c
        __refrigerator                          3.3     -       kernel/freezer.c
        refrigerator                            2.6.12  3.2     kernel/freezer.c
        wait_for_helper                         2.6.12  4.12    kernel/kmod.c
        flush_old_exec                          2.6.12  5.7     fs/exec.c
        wait_for_device_probe                   2.6.30  -       drivers/base/dd.c
        async_synchronize_full                  2.6.29  -       kernel/async.c
        async_synchronize_cookie_domain         2.6.29  -       kernel/async.c
        free_irq                                2.6.12  -       kernel/irq/manage.c
        synchronize_irq                         2.6.12  -       kernel/irq/manage.c
        del_timer_sync                          2.6.12  6.1     kernel/time/timer.c
        timer_delete_sync                       6.2     -       kernel/time/timer.c
        hrtimer_cancel                          2.6.16  -       kernel/time/hrtimer.c
        tasklet_kill                            2.6.12  -       kernel/softirq.c
        kernfs_drain                            3.14    -       fs/kernfs/dir.c
        sysfs_deactivate                        2.6.22  3.13    fs/sysfs/dir.c
        proc_entry_rundown                      3.11    -       fs/proc/inode.c
        drain_dead_softirq_workfn               6.17    -       kernel/softirq.c
        [Completion]
        wait_for_completion*                    2.6.12  -       kernel/sched/completion.c
        wait_for_completion_timeout*            2.6.12  -       kernel/sched/completion.c
        wait_for_completion_interruptible*      2.6.12  -       kernel/sched/completion.c
        wait_for_completion_killable*           2.6.25  -       kernel/sched/completion.c
        wait_for_completion_state*              5.19    -       kernel/sched/completion.c
        wait_for_completion_io*                 3.9     -       kernel/sched/completion.c
        wait_for_completion_io_timeout*         3.9     -       kernel/sched/completion.c
        wait_for_common*                        2.6.12  -       kernel/sched/completion.c
        __wait_for_common*                      5.6     -       kernel/sched/completion.c
        do_wait_for_common*                     2.6.30  -       kernel/sched/completion.c
        wait_for_common_io*                     3.9     -       kernel/sched/completion.c
        [Event]
        prepare_to_wait*                        2.6.12  -       kernel/sched/wait.c
        prepare_to_wait_event*                  3.10    -       kernel/sched/wait.c
        do_wait_intr*                           4.13    -       kernel/sched/wait.c
        __wait_event*                           2.6.12  -       include/linux/wait.h
        swait_event*                            4.6     -       include/linux/swait.h
        wait_woken*                             3.19    -       kernel/sched/wait.c
        do_nanosleep*                           2.6.18  -       kernel/time/hrtimer.c
        cv_wait_common*                         -       -       module/os/linux/spl/spl-condvar.c (OpenZFS)
        __cv_wait*                              -       -       module/os/linux/spl/spl-condvar.c (OpenZFS)
        __cv_wait_io*                           -       -       module/os/linux/spl/spl-condvar.c (OpenZFS)
        __cv_wait_sig*                          -       -       module/os/linux/spl/spl-condvar.c (OpenZFS)
        __cv_wait_idle*                         -       -       module/os/linux/spl/spl-condvar.c (OpenZFS)
        __cv_timedwait*                         -       -       module/os/linux/spl/spl-condvar.c (OpenZFS)
        __cv_timedwait_common*                  -       -       module/os/linux/spl/spl-condvar.c (OpenZFS)
        __cv_timedwait_io*                      -       -       module/os/linux/spl/spl-condvar.c (OpenZFS)
        __cv_timedwait_sig*                     -       -       module/os/linux/spl/spl-condvar.c (OpenZFS)
        thread_generic_wrapper*                 -       -       module/os/linux/spl/spl-thread.c (OpenZFS)
        [Timer]
        schedule*                               2.6.12  -       kernel/sched/core.c
        __schedule*                             2.6.33  -       kernel/sched/core.c
        schedule_timeout*                       2.6.12  -       kernel/time/timer.c
        schedule_timeout_uninterruptible*       2.6.14  -       kernel/time/timer.c
        schedule_preempt_disabled*              3.4     -       kernel/sched/core.c
        schedule_hrtimeout_range*               2.6.28  -       kernel/time/hrtimer.c
        schedule_hrtimeout_range_clock*         3.0     -       kernel/time/hrtimer.c
        io_schedule*                            2.6.12  -       kernel/sched/core.c
        io_schedule_timeout*                    2.6.12  -       kernel/sched/core.c
        bit_wait*                               3.17    -       kernel/sched/wait_bit.c
        bit_wait_io*                            3.17    -       kernel/sched/wait_bit.c
        bit_wait_timeout*                       3.17    -       kernel/sched/wait_bit.c
        sleep_on_page_killable*                 2.6.39  3.16    mm/filemap.c
        sync_page_killable*                     2.6.25  2.6.38  mm/filemap.c
        __switch_to*                            2.6.12  -       arch/*/kernel/process.c
        context_switch*                         2.6.12  -       kernel/sched/core.c
        preempt_schedule*                       2.6.12  -       kernel/sched/core.c
        preempt_schedule_common*                4.0     -       kernel/sched/core.c
        msleep*                                 2.6.12  -       kernel/time/timer.c
        usleep_range*                           2.6.36  -       kernel/time/timer.c
        usleep_range_state*                     5.16    -       kernel/time/timer.c
        """;

    static readonly Lazy<Dictionary<string, WaitFunction>> Rows = new(Parse);

    /// <summary>All rows.</summary>
    public static IEnumerable<WaitFunction> All => Rows.Value.Values;

    /// <summary>The row of a function, or null. Compilers' suffixes (<c>.constprop.0</c>, <c>.isra.0</c>, <c>.part.0</c>) don't count.</summary>
    /// <param name="symbol">Function as the log prints it.</param>
    public static WaitFunction? Find(string? symbol) =>
        symbol is null ? null : Rows.Value.GetValueOrDefault(FunctionName.WithoutSuffix(symbol));

    static Dictionary<string, WaitFunction> Parse()
    {
        Dictionary<string, WaitFunction> rows = new(400, StringComparer.Ordinal);
        WaitsFor kind = default;
        foreach (string line in Table.Split('\n'))
        {
            if (line.StartsWith('['))
            {
                kind = Enum.Parse<WaitsFor>(line.AsSpan(1, line.IndexOf(']', StringComparison.Ordinal) - 1));
                continue;
            }

            string[] cells = line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            bool primitive = cells[0].EndsWith('*');
            string name = FunctionName.WithoutSuffix(cells[0].TrimEnd('*'));
            rows.TryAdd(name, new WaitFunction(name, kind, cells[1].Trim('-'), cells[2].Trim('-'), cells[3], primitive));
        }

        return rows;
    }
}
