namespace Stucktrace.Formats.Vmcore.Types;

/// <summary>Several sources of layouts, the surest first: the first that knows a field answers.</summary>
sealed class LayeredTypes(params IKernelTypes[] layers) : IKernelTypes
{
    public FieldPlace? Field(string structure, string path)
    {
        foreach (IKernelTypes layer in layers)
        {
            if (layer.Field(structure, path) is { } place)
                return place;
        }

        return null;
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
