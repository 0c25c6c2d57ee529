namespace Stucktrace.Formats.Vmcore.Types;

/// <summary>Several sources of layouts, the surest first: the first that knows a field answers; a size that it does not tell comes from one that agrees with it.</summary>
sealed class LayeredTypes(params IKernelTypes[] layers) : IKernelTypes
{
    public FieldPlace? Field(string structure, string path)
    {
        FieldPlace? found = null;
        foreach (IKernelTypes layer in layers)
        {
            if (layer.Field(structure, path) is not { } place)
                continue;
            if (place.Size > 0 && (found is null || found.Value.Offset == place.Offset))
                return found is { } surer ? place with { Source = surer.Source } : place;
            found ??= place;
        }

        return found;
    }

    public long? SizeOf(string structure)
    {
        foreach (IKernelTypes layer in layers)
        {
            if (layer.SizeOf(structure) is { } size)
                return size;
        }

        return null;
    }
}
