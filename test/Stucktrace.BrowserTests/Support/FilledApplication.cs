using Stucktrace.Tests.Support;
using Stucktrace.Tests.Web;

namespace Stucktrace.BrowserTests.Support;

/// <summary>The application with two cases of the founding failure: one whose module came later, one with a file of an unpleasant name.</summary>
public sealed class FilledApplication : IAsyncLifetime
{
    internal RunningApplication Running { get; private set; } = null!;

    /// <summary>Id of the case whose module came later.</summary>
    internal string One { get; private set; } = string.Empty;

    /// <summary>Id of the other case.</summary>
    internal string Two { get; private set; } = string.Empty;

    internal static async Task<(string, byte[])> SampleAsync(string name) => (name, await File.ReadAllBytesAsync(Checkout.Sample("dirpro", name)));

    public async ValueTask InitializeAsync()
    {
        Running = await RunningApplication.StartAsync();
        One = await Running.UploadAsync(await SampleAsync("vmcore-dmesg.txt"));
        await Running.DoneAsync(One);
        Two = await Running.UploadAsync(await SampleAsync("messages.log"), await SampleAsync("dirpro.ko"), ($"{new string('x', 90)} <b>\u202egol.exe.txt", "kernel: nothing\n"u8.ToArray()));
        using (await Running.Client.PostAsync($"/api/cases/{One}/files", RunningApplication.Form(await SampleAsync("dirpro.ko"))))
            await Running.DoneAsync(One);
        await Running.DoneAsync(Two);
    }

    public ValueTask DisposeAsync() => Running.DisposeAsync();
}
