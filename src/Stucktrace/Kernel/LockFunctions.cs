namespace Stucktrace.Kernel;

/// <summary>
/// Kernel functions that take and give back locks, by name. From include/linux/spinlock_api_smp.h, rwlock_api_smp.h, mutex.h, rwsem.h, semaphore.h and
/// rcupdate.h, 2.6.32 (where the spinlock functions have no raw_ prefix) to 6.12.
/// </summary>
public static class LockFunctions
{
    /// <summary>Whether a function tries to take a lock and says whether it did.</summary>
    /// <param name="name">Its name.</param>
    public static bool Tries(string name) => name.Contains("trylock", StringComparison.Ordinal);

    /// <summary>What a call of the function takes or gives back.</summary>
    /// <param name="name">Its name.</param>
    public static LockEffect Of(string name) => Effects.TryGetValue(name, out LockEffect effect) ? effect : default;

    /// <summary>Whether a function may come back without the lock and says so: trylock, and waits that a signal ends.</summary>
    /// <param name="name">Its name.</param>
    public static bool MayFail(string name) => Tries(name) || name.EndsWith("_interruptible", StringComparison.Ordinal) || name.EndsWith("_killable", StringComparison.Ordinal);

    /// <summary>Whether several may hold the lock at once that a function takes.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsShared(string name) => name.Contains("read_lock", StringComparison.Ordinal) || name.StartsWith("down_read", StringComparison.Ordinal);

    /// <summary>
    /// The function that gives back what another one takes, or null for what has no owner: RCU's read side, and semaphores, which others may give back.
    /// Where a kernel has that function inline a module does not import it, and what its code gives back is not seen.
    /// </summary>
    /// <param name="take">Name of the function that takes.</param>
    public static string? GivenBackBy(string take) => Of(take) switch
    {
        { Kind: LockEffectKind.Spin, Change: > 0 } => take.EndsWith("_irqsave", StringComparison.Ordinal)
            ? take[..^"_irqsave".Length].Replace("_lock", "_unlock", StringComparison.Ordinal) + "_irqrestore"
            : take.Replace("_lock", "_unlock", StringComparison.Ordinal),
        { Kind: LockEffectKind.Sleeping, Change: > 0 } when take.StartsWith("mutex_", StringComparison.Ordinal) => "mutex_unlock",
        { Kind: LockEffectKind.Sleeping, Change: > 0 } when take.StartsWith("down_read", StringComparison.Ordinal) => "up_read",
        { Kind: LockEffectKind.Sleeping, Change: > 0 } when take.StartsWith("down_write", StringComparison.Ordinal) => "up_write",
        _ => null,
    };

    static Dictionary<string, LockEffect> Effects => _effects ??= Build();

    static Dictionary<string, LockEffect>? _effects;

    static Dictionary<string, LockEffect> Build()
    {
        Dictionary<string, LockEffect> effects = new(StringComparer.Ordinal);
        foreach (string prefix in (string[])["_raw_", "_"])
        {
            foreach (string kind in (string[])["spin", "read", "write"])
            {
                Pair(kind + "_lock", kind + "_unlock", interrupts: false);
                Pair(kind + "_lock_irq", kind + "_unlock_irq", interrupts: true);
                Pair(kind + "_lock_irqsave", kind + "_unlock_irqrestore", interrupts: true);
                Pair(kind + "_lock_bh", kind + "_unlock_bh", interrupts: false);
            }

            void Pair(string take, string give, bool interrupts)
            {
                effects[prefix + take] = new LockEffect(LockEffectKind.Spin, +1, interrupts);
                effects[prefix + give] = new LockEffect(LockEffectKind.Spin, -1, interrupts);
            }
        }

        foreach ((string take, string give) in (ReadOnlySpan<(string, string)>)
            [
                ("mutex_lock", "mutex_unlock"), ("mutex_lock_nested", "mutex_unlock"), ("mutex_lock_interruptible", "mutex_unlock"), ("mutex_lock_killable", "mutex_unlock"),
                ("down_read", "up_read"), ("down_write", "up_write"), ("down", "up"), ("down_interruptible", "up"), ("down_read_killable", "up_read"), ("down_write_killable", "up_write"),
            ])
        {
            effects[take] = new LockEffect(LockEffectKind.Sleeping, +1, false);
            effects[give] = new LockEffect(LockEffectKind.Sleeping, -1, false);
        }

        effects["__rcu_read_lock"] = new LockEffect(LockEffectKind.Rcu, +1, false);
        effects["__rcu_read_unlock"] = new LockEffect(LockEffectKind.Rcu, -1, false);
        return effects;
    }
}
