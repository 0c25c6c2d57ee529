using System.Reflection;

namespace Stucktrace.Web.Analyses;

/// <summary>The version of Stucktrace that is running.</summary>
static class Engine
{
    internal static string Version { get; } = typeof(Engine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
