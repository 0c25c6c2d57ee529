using System.Collections.Concurrent;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Comparing;

/// <summary>Inputs that are compared, each diagnosed once for all tests.</summary>
static class Cases
{
    static readonly ConcurrentDictionary<string, Lazy<FailureSignature>> Known = [];

    internal static string Production => Checkout.Sample("dirpro", "messages.log");

    internal static string Provoked => Checkout.Sample("dirpro", "vmcore-dmesg.txt");

    internal static string Log(string name) => Checkout.Shared("lab", "logs", name + ".txt");

    internal static string Module(string name) => Checkout.Shared("lab", "ko", name + ".ko");

    /// <summary>The signature of inputs that are diagnosed together.</summary>
    internal static FailureSignature Of(params string[] paths) =>
        Known.GetOrAdd(string.Join('\n', paths), _ => new(() => FailureSignature.Of(Diagnosis.Run(paths, new DiagnosisOptions())))).Value;

    internal static ComparisonVerdict Compare(string first, string second) => FailureComparer.Compare(Of(first), Of(second));

    internal static ComparisonPoint Point(this ComparisonVerdict verdict, string name) =>
        verdict.Points.FirstOrDefault(p => p.Name == name) ?? throw new Xunit.Sdk.XunitException($"no {name} among {string.Join(", ", verdict.Points.Select(p => p.Name))}");

    internal static string English(this ComparisonVerdict verdict) => verdict.Summary.Render(Language.English);

    internal static string Why(this ComparisonVerdict verdict, string name) => verdict.Point(name).Why?.Render(Language.English) ?? string.Empty;
}
