using System.Text.Json;

namespace Stucktrace.Tests.Web;

/// <summary>The description of the API is that of the API.</summary>
public class OpenApiTests
{
    [Fact]
    public async Task DescribesEveryRouteAndNoOther()
    {
        await using RunningApplication application = await RunningApplication.StartAsync();
        JsonElement document = await application.JsonAsync("/api/openapi.json");
        string[] methods = ["get", "post", "put", "delete", "patch"];
        string[] described = [.. document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Where(m => methods.Contains(m.Name)).Select(m => $"{m.Name.ToUpperInvariant()} {p.Name}")).Order(StringComparer.Ordinal)];
        Assert.Equal(application.Server.Routes.Where(r => r.Contains(" /api/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), described);
    }

    [Fact]
    public async Task EveryReferenceLeadsSomewhereAndEveryAnswerHasTheFieldsThatAreRequired()
    {
        await using RunningApplication application = await RunningApplication.StartAsync();
        JsonElement document = await application.JsonAsync("/api/openapi.json");
        JsonElement schemas = document.GetProperty("components").GetProperty("schemas");
        foreach (string reference in References(document))
            Assert.True(schemas.TryGetProperty(reference.Split('/')[^1], out _), reference);

        string id = await application.UploadAsync(("a.log", "kernel: BUG: soft lockup - CPU#1 stuck for 67s! [a:1]\n"u8.ToArray()));
        JsonElement entry = await application.DoneAsync(id);
        AssertFields(schemas, "Case", entry);
        AssertFields(schemas, "File", entry.GetProperty("files")[0]);
        AssertFields(schemas, "Analysis", entry.GetProperty("analyses")[0]);
        AssertFields(schemas, "Result", entry.GetProperty("analyses")[0].GetProperty("result"));
        AssertFields(schemas, "CaseList", await application.JsonAsync("/api/cases"));
        AssertFields(schemas, "GroupList", await application.JsonAsync("/api/groups"));
    }

    static void AssertFields(JsonElement schemas, string name, JsonElement value)
    {
        JsonElement schema = schemas.GetProperty(name);
        string[] known = [.. schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(known, value.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.All(schema.GetProperty("required").EnumerateArray(), r => Assert.Contains(r.GetString(), known));
    }

    static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.Name == "$ref" ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
