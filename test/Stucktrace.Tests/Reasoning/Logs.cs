using Stucktrace.Reporting;

namespace Stucktrace.Tests.Reasoning;

/// <summary>Diagnoses logs that a test writes down, and says what came of it.</summary>
static class Logs
{
    public static DiagnosisResult Diagnose(params string[] texts)
    {
        string folder = Directory.CreateTempSubdirectory("stucktrace-test-").FullName;
        try
        {
            string[] paths = [.. texts.Select((_, i) => Path.Combine(folder, $"log{i}.txt"))];
            for (int i = 0; i < texts.Length; i++)
                File.WriteAllText(paths[i], texts[i]);
            return Diagnosis.Run(paths, new DiagnosisOptions());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static string English(this DiagnosisResult result) => result.Verdict.Summary.Render(Language.English);

    public static Finding Finding(this DiagnosisResult result, string id) =>
        result.Findings.FirstOrDefault(f => f.Id == id) ?? throw new Xunit.Sdk.XunitException($"no {id} among {string.Join(", ", result.Findings.Select(f => f.Id).Distinct())}");

    public static string Claims(this DiagnosisResult result, string id) => string.Join('\n', result.Findings.Where(f => f.Id == id).Select(f => f.Claim.Render(Language.English)));
}
