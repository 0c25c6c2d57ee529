using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Compares where a module's code lies in two reports: the loader moves a module as a whole, so distances inside one build never change.</summary>
static class CodeDistances
{
    /// <summary>A place of the module that both reports show at the same offset of the same function.</summary>
    public readonly record struct SharedPlace(CodeLocation First, CodeLocation Second, long FirstLine, long SecondLine);

    /// <summary>Places of a module that both reports show, the place where the CPU was first.</summary>
    public static List<SharedPlace> Shared(FailureTrace first, FailureTrace second, string module)
    {
        List<SharedPlace> shared = [];
        Dictionary<(string, ulong?), TracedPlace> known = [];
        foreach (TracedPlace place in second.Places.Where(p => p.Location.Module == module))
            known.TryAdd((place.Location.Symbol!, place.Location.Offset), place);
        foreach (TracedPlace place in first.Places.Where(p => p.Location.Module == module))
        {
            if (known.Remove((place.Location.Symbol!, place.Location.Offset), out TracedPlace? other))
                shared.Add(new SharedPlace(place.Location, other.Location, place.Line, other.Line));
        }

        return shared;
    }

    /// <summary>A function of a module that has one size in the first and another one in the second, and both sizes in bytes; null when none has. A name that one of them shows with two sizes stands for two functions, and tells nothing.</summary>
    public static (string Function, ulong First, ulong Second)? SizeThatDiffers(FailureTrace first, FailureTrace second, string module)
    {
        Dictionary<string, ulong?> sizes = Sizes(first, module);
        foreach ((string function, ulong? size) in Sizes(second, module))
        {
            if (size is { } two && sizes.GetValueOrDefault(function) is { } one && one != two)
                return (function, one, two);
        }

        return null;
    }

    static Dictionary<string, ulong?> Sizes(FailureTrace trace, string module)
    {
        Dictionary<string, ulong?> sizes = new(StringComparer.Ordinal);
        foreach (CodeLocation location in trace.Places.Select(p => p.Location).Where(l => l.Module == module && l.Size is not null))
        {
            if (!sizes.TryAdd(location.Symbol!, location.Size) && sizes[location.Symbol!] != location.Size)
                sizes[location.Symbol!] = null;
        }

        return sizes;
    }

    /// <summary>One build or not, from addresses where both print them, else from the sizes of functions.</summary>
    /// <param name="shared">Places of the module that both show.</param>
    /// <param name="distance">Distance between the first two places with addresses, when it is equal in both.</param>
    /// <param name="far">The place that lies that far from the first.</param>
    public static bool? SameBuild(List<SharedPlace> shared, out ulong? distance, out SharedPlace far)
    {
        distance = null;
        far = default;
        if (shared.Any(p => p.First.Size != p.Second.Size))
            return false;
        SharedPlace[] addressed = [.. shared.Where(p => p.First.Address is not null && p.Second.Address is not null)];
        foreach (SharedPlace place in addressed.Skip(1))
        {
            ulong one = Distance(addressed[0].First.Address!.Value, place.First.Address!.Value);
            if (one != Distance(addressed[0].Second.Address!.Value, place.Second.Address!.Value))
                return false;
            (distance, far) = (distance ?? one, distance is null ? place : far);
        }

        // Without addresses, several functions of equal sizes are a good sign and one is none.
        return distance is not null || shared.Where(p => p.First.Size is not null).Select(p => p.First.Symbol).Distinct().Count() >= 2 ? true : null;
    }

    static ulong Distance(ulong from, ulong to) => to >= from ? to - from : from - to;
}
