namespace Stucktrace.Dump.Layouts;

/// <summary>How many steps along lists are left for trying layouts. Lists made to be long would else be walked for every offset.</summary>
/// <param name="most">Most steps.</param>
sealed class StepBudget(long most)
{
    long _left = most;

    /// <summary>True when more was wanted than there was: then nothing that was found can be trusted to be the only one.</summary>
    internal bool IsSpent => _left < 0;

    /// <summary>Takes a step; false when there is none left.</summary>
    internal bool Take() => --_left >= 0;
}
