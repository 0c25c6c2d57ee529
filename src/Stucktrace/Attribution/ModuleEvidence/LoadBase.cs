using Stucktrace.Formats.Elf;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>
/// Where a module's text was loaded, worked out from addresses of the log. Text begins at a page boundary, so an address leaves one candidate for each
/// page of text; all addresses of a run have to fit the same one.
/// </summary>
/// <param name="Address">The load address.</param>
/// <param name="Fits">How much fits it, about as many bits as chance would have to get right: instruction starts, calls before return addresses, their targets, bytes.</param>
/// <param name="Example">Report that shows it.</param>
/// <param name="Place">The bare address that was located.</param>
/// <param name="Calls">How many return addresses stand behind a call.</param>
sealed record LoadBase(ulong Address, int Fits, Report Example, ulong Place, int Calls)
{
    const ulong Page = 4096;
    const int MostReports = 8;

    // So many bits for one page of text, and one more for each doubling of the number of pages, which are that many chances to fit by accident.
    const int Needed = 8;

    /// <summary>The base that names with addresses tell (kernels up to 4.9 print both).</summary>
    internal static LoadBase? FromNames(ExaminedModule module, IEnumerable<Report> reports)
    {
        ModulePlaces places = new(module, null);
        foreach (Report report in reports)
        {
            foreach (CodeLocation location in Locations(report))
            {
                if (location is { Address: { } address, Symbol: not null } && location.Module == module.Name && places.AddressOf(location) is { } found
                    && module.Image.Locate(found) is { } place && module.Layout.Distance(place) is { } distance && !IsInit(module, place) && (address - distance) % Page == 0)
                {
                    return new LoadBase(address - distance, 1, report, address, 0);
                }
            }
        }

        return null;
    }

    /// <summary>The base that bare addresses tell; null when none fits, or several fit alike.</summary>
    internal static LoadBase? FromAddresses(ExaminedModule module, IEnumerable<Report> reports)
    {
        Report[] bare = [.. reports.Where(r => Locations(r).Any(IsBare)).DistinctBy(r => (r.Location?.Address, r.Registers["rsp"])).Take(MostReports)];
        if (bare.Length == 0 || module.Layout.TextSize == 0)
            return null;
        ulong first = Locations(bare[0]).First(IsBare).Address!.Value;
        LoadBase? best = null;
        bool tied = false;
        for (ulong distance = first % Page; distance < module.Layout.TextSize; distance += Page)
        {
            if (Try(module, bare, first - distance, first) is not { } candidate || (best is not null && candidate.Fits < best.Fits))
                continue;
            tied = best is not null && candidate.Fits == best.Fits;
            best = candidate;
        }

        int candidates = (int)Math.Min(int.MaxValue, (module.Layout.TextSize / Page) + 1);
        return tied || best is null || best.Fits < Needed + int.Log2(candidates) ? null : best;
    }

    /// <summary>True for a place printed as an address of the module area without a name.</summary>
    internal static bool IsBare(CodeLocation location) => location is { Symbol: null, Address: { } address } && Rules.BareAddress.InModuleArea(address);

    internal static IEnumerable<CodeLocation> Locations(Report report)
    {
        if (report.Location is { } location)
            yield return location;
        foreach (StackFrame frame in report.Frames)
        {
            if (frame.Context == FrameContext.Task)
                yield return frame.Location;
        }
    }

    // Every bare address inside the text has to be a place that the CPU, or a return, can be at; one that is not refutes the candidate.
    static LoadBase? Try(ExaminedModule module, Report[] reports, ulong start, ulong shown)
    {
        ModulePlaces places = new(module, start);
        int fits = 0, calls = 0;
        foreach (Report report in reports)
        {
            ulong? callee = null;
            if (report.Location is { } location && IsBare(location) && places.AddressOf(location) is { } running)
            {
                if (!module.IsInstruction(running))
                    return null;
                fits += 2;
                callee = running;
                if (report.Code is { Unreadable: false, InstructionIndex: >= 0 } code && module.Image.Locate(running) is { } at)
                {
                    ByteComparison bytes = ByteComparison.Of(module, at, code);
                    if (bytes.Different is not null)
                        return null;
                    fits += 4 * bytes.Compared;
                }
            }

            foreach (StackFrame frame in report.Frames.Where(f => f.Context == FrameContext.Task && IsBare(f.Location)))
            {
                if (places.ReturnAddressOf(frame.Location) is not { } back || frame.Location.Address == report.Location?.Address)
                    continue;
                CallSite? site = module.CallBefore(back);
                if (site is null && frame.Reliable)
                    return null;
                if (site is null)
                    continue;
                fits += 4;
                calls++;
                if (site.Target is { } target && callee is { } inner && module.Code.FunctionAt(inner) is { } function && TailCalls.Leads(module, target, function))
                    fits += 8;
                callee = back;
            }
        }

        return fits == 0 ? null : new LoadBase(start, fits, reports[0], shown, calls);
    }

    static bool IsInit(ExaminedModule module, SectionOffset place) => module.Image.SectionOf(place.Section) is { IsInit: true };
}
