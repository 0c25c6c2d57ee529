using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>
/// Closed reports that wait to be made into records. A batch of them is worked off by another thread while the next one is collected, in order, so
/// the result is that of one thread. Few reports never fill a batch: then no other thread is asked for.
/// </summary>
/// <param name="assemble">Makes the records of one report.</param>
sealed class AssemblyQueue(Action<ClosedReport> assemble)
{
    /// <summary>Bounds what waits: one batch is collected and one is worked off, each of so much text and one report.</summary>
    const long BatchCharacters = 256 * 1024;

    List<ClosedReport> _batch = [];
    long _characters;
    Task _worker = Task.CompletedTask;

    /// <summary>Takes a closed report, which nobody changes any more.</summary>
    public void Add(ClosedReport closed)
    {
        _batch.Add(closed);
        _characters += Characters(closed.Report);
        if (_characters < BatchCharacters)
            return;
        _worker.GetAwaiter().GetResult();
        List<ClosedReport> full = _batch;
        (_batch, _characters) = ([], 0);
        _worker = Task.Run(() => full.ForEach(assemble));
    }

    /// <summary>Returns when every report that was taken is assembled.</summary>
    public void Complete()
    {
        _worker.GetAwaiter().GetResult();
        _batch.ForEach(assemble);
        _batch.Clear();
        _characters = 0;
    }

    static long Characters(OpenReport report)
    {
        long characters = 0;
        foreach (ReportSection section in report.Sections)
        {
            foreach (ReportLine line in section.Lines)
                characters += line.Text.Length;
        }

        return characters;
    }
}
