namespace Stucktrace.Reproduction.Machines;

/// <summary>Tells how much a folder can still take.</summary>
static class DiskSpace
{
    /// <summary>Free bytes, or null when the system does not say.</summary>
    public static long? Free(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
