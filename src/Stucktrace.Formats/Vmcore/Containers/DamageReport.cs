namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>Tells about damaged pages when they are met, the first few only. Safe for several threads.</summary>
/// <param name="report">Is told.</param>
sealed class DamageReport(Action<InputDiagnostic> report)
{
    const int Most = 8;

    readonly Lock _lock = new();
    int _told;

    /// <summary>A page that can't be unpacked.</summary>
    public void Page(string path, ulong frame, PagePlace place)
    {
        lock (_lock)
        {
            if (_told >= Most)
                return;
            _told++;
            report(new InputDiagnostic("VMC0114", Message.Of("vmc.0114", $"0x{frame * IPhysicalMemory.PageBytes:x}", place.Size, place.Offset, place.Descriptor, Path.GetFileName(path)), Offset: place.Descriptor));
            if (_told == Most)
                report(new InputDiagnostic("VMC0115", Message.Of("vmc.0115", Most)));
        }
    }
}
