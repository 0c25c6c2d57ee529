using System.Text.Json.Serialization;

namespace Stucktrace.Web.Analyses;

/// <summary>Reads and writes <see cref="CaseSummary"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaseSummary))]
sealed partial class SummaryJson : JsonSerializerContext;
