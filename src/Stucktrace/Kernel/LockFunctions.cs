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
