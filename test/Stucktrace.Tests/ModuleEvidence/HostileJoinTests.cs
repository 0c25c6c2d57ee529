using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.ModuleEvidence;

/// <summary>Damaged module files beside a log: never an exception, and never a loop of a file that contradicts the log.</summary>
public class HostileJoinTests
{
    const int Files = 120;

    [Theory]
    [InlineData("A2_plain_nokaslr", "dirpro.ko", 1)]
    [InlineData("S1_stripped", "stripped/dirpro_rcu_stripped.ko", 2)]
    [InlineData("v10_oops", "v10_oops.ko", 3)]
    public void DamagedFilesAreDiagnosedAll(string log, string module, int seed)
    {
        byte[] whole = File.ReadAllBytes(Checkout.Shared(["lab", "ko", .. module.Split('/')]));
        string path = Checkout.Shared("lab", "logs", log + ".txt");
        string folder = Directory.CreateTempSubdirectory("stucktrace-test-").FullName;
        Random random = new(seed);
        try
        {
            for (int i = 0; i < Files; i++)
            {
                byte[] bytes = (byte[])whole.Clone();
                int changes = 1 << random.Next(8);
                for (int change = 0; change < changes; change++)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                if (i % 8 == 0)
                    bytes = bytes[..random.Next(bytes.Length)];
                string file = Path.Combine(folder, "changed.ko");
                File.WriteAllBytes(file, bytes);
                DiagnosisResult result = Diagnosis.Run([path, file], new DiagnosisOptions());
                Assert.Single(result.Incidents);
                Assert.All(result.Loops.Values, l => Assert.NotEqual(BuildMatch.Another, l.Build));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
