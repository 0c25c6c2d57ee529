using System.Collections.Immutable;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Blame;
using KernelEntryCode = Stucktrace.Attribution.StackReading.KernelEntry;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>
/// Judges each frame of a module by its code: is the address really preceded by a call, and to what; and where in the stack the running function keeps
/// its return address. Frames that the kernel marked <c>?</c> become callers or left-overs.
/// </summary>
sealed class ChainJudge
{
    readonly Report _report;
    readonly StackFrame[] _frames;
    readonly ImmutableArray<ModulePlaces> _places;
    readonly List<ChainLink> _links = [];
    readonly Dictionary<int, ulong> _words = [];
    readonly bool _followed;

    // What runs at this point of the way outwards: a module's function, or a function of the kernel by name; neither when it is not known.
    (ExaminedModule Module, Function Function)? _callee;
    string? _kernelCallee;
    int? _slot;
    int _judged = -1;
    CodePlace? _place;

    ChainJudge(Report report, ImmutableArray<ModulePlaces> places)
    {
        (_report, _frames, _places) = (report, [.. report.Frames], places);
        foreach (StackWord word in report.Stack)
            _words.TryAdd(word.OffsetFromSp, word.Value);
        _followed = report.Frames.Any(f => f.Reliable && f.Context == FrameContext.Task);
    }

    /// <summary>Judges a report's frames.</summary>
    /// <param name="report">The report, judged already by what the log alone shows.</param>
    /// <param name="places">Modules that were matched with its run.</param>
    internal static (Report Report, ExaminedReport Facts) Judge(Report report, ImmutableArray<ModulePlaces> places)
    {
        ChainJudge judge = new(report, places);
        judge._place = judge.Start();
        for (int i = 0; i < judge._frames.Length; i++)
            judge.Frame(i);
        judge.Entry();
        bool changed = judge._links.Count > 0 || !judge._frames.AsSpan().SequenceEqual(report.Frames.AsSpan());
        return (changed ? report with { Frames = [.. judge._frames] } : report, new ExaminedReport(judge._place, [.. judge._links], false));
    }

    CodePlace? Start()
    {
        if (_report.Location is not { } location || _report.Kind is ReportKind.HungTask or ReportKind.TaskDump)
            return null;
        if (Find(location) is not { } at || at.Module.Code.FunctionAt(at.Address) is not { } function)
        {
            _kernelCallee = location.Module is null ? location.Symbol : null;
            return null;
        }

        _callee = (at.Module, function);
        _slot = StackDepth.At(at.Module.Code.GraphOf(function), at.Address);
        return new CodePlace(at.Module, function, at.Address, -1);
    }

    void Frame(int index)
    {
        StackFrame frame = _frames[index];
        bool place = frame.Location == _report.Location && _links.Count == 0;
        if (frame.Context != FrameContext.Task || frame.Inline || place || frame.Judged == FrameJudgement.Stale && _followed)
            return;
        if (Find(frame.Location, returned: true) is not { } at || at.Module.Code.FunctionAt(at.Address - 1) is not { } function)
        {
            if (frame.Reliable)
                (_callee, _kernelCallee, _slot) = (null, frame.Location.Module is null ? frame.Location.Symbol : null, null);
            return;
        }

        CallSite? site = at.Module.CallBefore(at.Address);
        bool? inSlot = _slot is { } slot && _words.TryGetValue(slot, out ulong word) && frame.Location.Address is { } address ? word == address : null;
        if (site is null)
        {
            if (frame.Reliable)
                (_callee, _kernelCallee, _slot) = ((at.Module, function), null, null);
            else if (IsInterrupted(index))
                Begin(index, new CodePlace(at.Module, function, at.Address, index));
            else
                _frames[index] = Stale(frame, Message.Of("join.frame.no-call", at.Module.Text(at.Address)));
            return;
        }

        bool? leads = Leads(site, at.Module);
        bool caller = frame.Reliable || inSlot == true || (inSlot is null && (leads == true || (leads is null && !FitsLater(index))));
        if (!caller)
        {
            if (inSlot == false || leads == false)
                _frames[index] = Stale(frame, inSlot == false ? Message.Of("join.frame.other-slot", Callee, RegisterText.Slot(_report, _slot!.Value)) : Message.Of("join.frame.other-target", Text(site), Callee));
            return;
        }

        Link(index, at.Module, site, function, inSlot, leads, at.Address);
    }

    // Nothing was called there, and nothing need have been: an interrupt saves where it came in, and its way into the kernel stands above.
    bool IsInterrupted(int index) => _place is null && _links.Count == 0 && !_followed && index > 0 && Interrupted.IsEntry(_frames[index - 1]);

    void Begin(int index, CodePlace at)
    {
        _frames[index] = _frames[index] with { Judged = FrameJudgement.Caller, Why = Message.Of("join.frame.interrupted", _frames[index - 1].Location.Symbol!) };
        _place = at;
        (_callee, _kernelCallee, _slot, _judged) = ((at.Module, at.Function), null, StackDepth.At(at.Module.Code.GraphOf(at.Function), at.Address), index);
    }

    void Link(int index, ExaminedModule module, CallSite site, Function function, bool? inSlot, bool? leads, ulong returnTo)
    {
        bool confirmed = inSlot == true || leads == true;
        string callee = Callee;
        int? slot = inSlot == true ? _slot : null;
        Message? why = (slot, leads) switch
        {
            ({ } at, true) => Message.Of("join.frame.slot-and-call", RegisterText.Slot(_report, at), callee, module.Text(site.Address)),
            ({ } at, _) => Message.Of("join.frame.slot", RegisterText.Slot(_report, at), callee, Text(site), module.Text(site.Address)),
            (_, true) => Message.Of("join.frame.calls", callee, module.Text(site.Address)),
            (_, null) when site.IsIndirect => Message.Of("join.frame.calls-pointer", module.Text(site.Address)),
            _ => null,
        };
        for (int i = _judged + 1; i < index && !_followed; i++)
        {
            if (_frames[i] is { Reliable: false, Context: FrameContext.Task } between && confirmed)
                _frames[i] = Stale(between, Message.Of("fact.frame.inside", callee));
        }

        StackFrame frame = _frames[index];
        _frames[index] = frame with { Judged = confirmed || frame.Reliable ? FrameJudgement.Caller : frame.Judged, Why = why ?? frame.Why };
        _links.Add(new ChainLink(index, module, site, callee, slot, confirmed) { Exit = ExitOf(module, site, frame) });
        int? depth = slot is { } from && StackDepth.At(module.Code.GraphOf(function), returnTo) is { } further ? from + 8 + further : null;
        (_callee, _kernelCallee, _slot, _judged) = ((module, function), null, depth, index);
    }

    // The kernel followed the chain, a function of its own stands next in it, and the module's that was called does not: it left by a jump.
    TailExit? ExitOf(ExaminedModule module, CallSite site, StackFrame frame) =>
        frame.Reliable && _kernelCallee is not null && site.Target is { } left ? TailCalls.OnlyExit(module, left) : null;

    // Where nothing could be followed: a function that takes the place of a system call is called by the entry code itself.
    void Entry()
    {
        if (_followed || _links is not [.., { Confirmed: true } last] || !last.Module.Entries.EntriesOf(last.Site.Caller).Any(e => e.Kind is KernelEntryKind.SystemCall or KernelEntryKind.OverwrittenFunction))
            return;
        for (int i = last.Frame + 1; i < _frames.Length; i++)
        {
            if (_frames[i].Context != FrameContext.Task || CallerSlot.IsPointer(_frames[i]) || _frames[i].Judged == FrameJudgement.Stale)
                continue;
            bool entry = KernelEntryCode.Contains(_frames[i].Location.Symbol);
            _frames[i] = entry
                ? _frames[i] with { Judged = FrameJudgement.Caller, Why = Message.Of("join.frame.entry", last.Site.Caller.Name) }
                : Stale(_frames[i], Message.Of("fact.frame.above-hook", last.Site.Caller.Name));
            if (entry)
                return;
        }
    }

    // True: this call leads to what runs. False: to something else. Null: through a pointer, or into the kernel, where it may lead anywhere.
    bool? Leads(CallSite site, ExaminedModule module)
    {
        if (site.IsIndirect)
            return null;
        if (_callee is { } callee)
            return site.Target is { } target && callee.Module == module ? TailCalls.Leads(module, target, callee.Function) : site.Import is { } import && callee.Module != module ? import == callee.Function.Name : false;
        if (_kernelCallee is not { } kernel)
            return null;
        if (site.Import is { } imported)
            return SameFunction(imported, kernel) ? true : null;
        return site.Target is { } own && TailCalls.Leads(module, own, kernel) ? true : null;
    }

    // Compilers and the kernel split functions: mutex_lock and __mutex_lock.constprop.0 or __mutex_lock_slowpath are one call.
    static bool SameFunction(string import, string symbol) => symbol.AsSpan().TrimStart('_').StartsWith(import.AsSpan().TrimStart('_'), StringComparison.Ordinal);

    // A call through a pointer is taken only where no frame farther out names what runs.
    bool FitsLater(int index)
    {
        for (int i = index + 1; i < Math.Min(_frames.Length, index + 16); i++)
        {
            if (_frames[i].Context == FrameContext.Task && Find(_frames[i].Location, returned: true) is { } at && at.Module.CallBefore(at.Address) is { } site && Leads(site, at.Module) == true)
                return true;
        }

        return false;
    }

    (ExaminedModule Module, ulong Address)? Find(CodeLocation location, bool returned = false)
    {
        foreach (ModulePlaces places in _places)
        {
            if ((returned ? places.ReturnAddressOf(location) : places.AddressOf(location)) is { } address)
                return (places.Module, address);
        }

        return null;
    }

    string Callee => _callee?.Function.Name ?? _kernelCallee ?? "?";

    static string Text(CallSite site) => site.Target?.Name ?? site.Import ?? "*";

    static StackFrame Stale(StackFrame frame, Message why) => frame with { Judged = FrameJudgement.Stale, Why = why };
}
