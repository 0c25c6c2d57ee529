namespace Stucktrace.Reproduction.Machines;

/// <summary>The lines by which a guest's init tells on the serial console how far it is. init prints each on a line of its own.</summary>
public static class GuestLine
{
    /// <summary>What each of the lines begins with.</summary>
    public const string Prefix = "stucktrace-guest: ";

    /// <summary>Everything is loaded and set up.</summary>
    public const string Ready = Prefix + "ready";

    /// <summary>The trigger is started.</summary>
    public const string Starts = Prefix + "trigger starts";

    /// <summary>The trigger came back.</summary>
    public const string CameBack = Prefix + "trigger came back";

    /// <summary>The heartbeat, every two seconds; a number follows.</summary>
    public const string Alive = Prefix + "alive";
}
