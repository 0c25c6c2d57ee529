namespace Stucktrace.Reproduction.Recipes;

/// <summary>The sources of the guest's programs that are the same in every recipe; they lie in <c>Files/</c> and inside this assembly.</summary>
static class RecipeFile
{
    /// <summary>The text of one.</summary>
    /// <param name="name">Name of the file.</param>
    internal static string Text(string name)
    {
        using Stream file = typeof(RecipeFile).Assembly.GetManifestResourceStream("recipe/" + name) ?? throw new InvalidOperationException(name);
        using StreamReader reader = new(file);
        return reader.ReadToEnd();
    }
}
