namespace Stucktrace.Kernel;

/// <summary>What a call does to locks.</summary>
/// <param name="Kind">Which kind of lock.</param>
/// <param name="Change">+1 takes it, -1 gives it back, 0 neither.</param>
/// <param name="Interrupts">Whether interrupts go off with it and on again.</param>
public readonly record struct LockEffect(LockEffectKind Kind, int Change, bool Interrupts);
