namespace Stucktrace.Tests.Termination.Heaps;

/// <summary>Thrown by the simulation where a walk can't go on.</summary>
sealed class WalkStop(WalkEnd end) : Exception
{
    internal WalkEnd End => end;
}
