using Stucktrace.Formats;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Listing;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reporting.Modules;

/// <summary>A look-up whose NULL the module goes on with, in a sentence.</summary>
public static class LookupText
{
    /// <summary>The sentence.</summary>
    /// <param name="lookup">The look-up.</param>
    public static Message Of(NullLookup lookup)
    {
        string call = lookup.Function.Name + ListingBuilder.PlaceOf(lookup.Function, lookup.CallAt), fault = lookup.FaultFunction.Name + ListingBuilder.PlaceOf(lookup.FaultFunction, lookup.FaultAt);
        string address = JsonText.Hex(lookup.Address);
        return lookup.HandedTo is { } handed
            ? Message.Of("lookup.handed", lookup.Lookup, call, fault, handed, address)
            : Message.Of("lookup.used", lookup.Lookup, call, fault, address);
    }
}
